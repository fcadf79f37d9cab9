package dev.tributary.destinations.desired;

import dev.tributary.contracts.Identifier;
import java.util.Locale;

/** A person of a workspace. */
public record Who(String workspace, String profile) implements Comparable<Who> {
  @Override
  public int compareTo(Who other) {
    int byWorkspace = workspace.compareTo(other.workspace);
    return byWorkspace != 0 ? byWorkspace : profile.compareTo(other.profile);
  }

  /**
   * The text form of an identifier; e-mail addresses are in lower case, as in the identity service.
   */
  public static String ref(String type, String value) {
    String text = value.strip();
    return type + ':' + (type.equals(Identifier.EMAIL) ? text.toLowerCase(Locale.ROOT) : text);
  }
}
