package dev.tributary.gateway.workspace;

import dev.tributary.contracts.Ids;
import dev.tributary.runtime.http.Problems;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The human names of workspaces and API clients; they stand in paths and in client ids. */
final class WorkspaceKey {
  private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,62}[a-z0-9]");

  private WorkspaceKey() {}

  /**
   * @throws dev.tributary.runtime.http.Problem if it is missing or cannot be one
   */
  static String require(@Nullable String key, String pointer) {
    if (key == null || !ALLOWED.matcher(key).matches() || key.startsWith(Ids.WORKSPACE)) {
      throw Problems.INVALID.problem(
          "2 to 64 small letters, digits and hyphens, beginning with a letter", pointer);
    }
    return key;
  }
}
