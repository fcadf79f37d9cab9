package dev.tributary.local.supply;

import java.util.Comparator;

/**
 * A library that is shipped.
 *
 * @param ecosystem of its package URL: {@code maven} or {@code npm}
 * @param group empty if it has none
 */
public record Library(String ecosystem, String group, String name, String version)
    implements Comparable<Library> {
  private static final Comparator<Library> ORDER =
      Comparator.comparing(Library::purl).thenComparing(Library::version);

  /** The name in the list of minimum versions. */
  String coordinates() {
    return group.isEmpty() ? name : group + ":" + name;
  }

  /** The package URL, which vulnerability databases use. */
  public String purl() {
    String path = group.isEmpty() ? name : group.replace("@", "%40") + "/" + name;
    return "pkg:" + ecosystem + "/" + path + "@" + version;
  }

  @Override
  public int compareTo(Library other) {
    return ORDER.compare(this, other);
  }
}
