package dev.tributary.control.workspace;

import dev.tributary.runtime.problem.Problems;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of API clients. A client id consists of the workspace's key and the name. */
public final class ClientName {
  private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,62}[a-z0-9]");

  private ClientName() {}

  /**
   * @throws dev.tributary.runtime.problem.Problem if it is missing or cannot be one
   */
  public static String require(@Nullable String name) {
    if (name == null || !ALLOWED.matcher(name).matches()) {
      throw Problems.INVALID.problem(
          "2 to 64 small letters, digits and hyphens, beginning with a letter", "/name");
    }
    return name;
  }
}
