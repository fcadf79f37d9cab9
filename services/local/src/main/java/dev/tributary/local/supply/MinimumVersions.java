package dev.tributary.local.supply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The oldest versions of libraries that may be shipped, each with its reason. */
public final class MinimumVersions {
  /** The path in the source tree. */
  public static final String FILE = ".ci/minimum-versions.csv";

  private static final int COLUMNS = 3;

  private final List<Minimum> minimums;

  private MinimumVersions(List<Minimum> minimums) {
    this.minimums = minimums;
  }

  /**
   * @param library group and name; a star at the end matches anything
   */
  private record Minimum(String library, String version, String why) {
    boolean names(Library shipped) {
      String coordinates = shipped.coordinates();
      return library.endsWith("*")
          ? coordinates.startsWith(library.substring(0, library.length() - 1))
          : coordinates.equals(library);
    }
  }

  /**
   * @param root of the source tree
   */
  public static MinimumVersions of(Path root) {
    try {
      return parse(Files.readAllLines(root.resolve(FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param lines {@code library,minimum,why}; the first one is the heading
   */
  static MinimumVersions parse(List<String> lines) {
    List<Minimum> minimums = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", COLUMNS);
      if (cells.length < COLUMNS || cells[2].isBlank()) {
        throw new IllegalArgumentException("A library, a version and a reason: " + line);
      }
      minimums.add(new Minimum(cells[0].strip(), cells[1].strip(), cells[2].strip()));
    }
    return new MinimumVersions(List.copyOf(minimums));
  }

  /** Libraries that are too old, and lines that match no shipped library and so check nothing. */
  public List<String> faults(Collection<Library> shipped) {
    List<String> faults = new ArrayList<>();
    for (Minimum minimum : minimums) {
      List<Library> named = shipped.stream().filter(minimum::names).toList();
      if (named.isEmpty()) {
        faults.add("%s names nothing that is shipped; see %s".formatted(minimum.library(), FILE));
      }
      for (Library library : named) {
        if (Release.of(library.version()).compareTo(Release.of(minimum.version())) < 0) {
          faults.add(
              "%s %s is older than %s: %s"
                  .formatted(
                      library.coordinates(), library.version(), minimum.version(), minimum.why()));
        }
      }
    }
    return faults;
  }
}
