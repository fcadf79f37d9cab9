package dev.tributary.runtime.tenancy;

import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.Problem;
import java.util.Set;

/** The requests that are still allowed in a workspace whose deletion was requested. */
public final class HeldWorkspaces {
  public static final ErrorCode HELD =
      new ErrorCode("workspace-held", ErrorCode.Kind.CONFLICT, "The workspace is being deleted");

  private static final String WORKSPACES = "/api/v1/workspaces/";

  /** The method, and the part of the path after the workspace. */
  private static final Set<String> ALLOWED =
      Set.of("GET", "HEAD", "DELETE", "POST /restore", "GET /clock", "PUT /clock");

  private HeldWorkspaces() {}

  /**
   * Whether a held workspace allows this request: its own settings, its restoration and its clock.
   */
  public static boolean allows(String method, String path) {
    int end = path.indexOf('/', WORKSPACES.length());
    String rest = end < 0 ? "" : path.substring(end);
    return ALLOWED.contains(rest.isEmpty() ? method : method + " " + rest);
  }

  /**
   * @throws Problem 409 if the workspace is held and does not allow this request
   */
  public static void require(Workspace workspace, String method, String path) {
    if (workspace.held() && !allows(method, path)) {
      throw HELD.problem(
          "The deletion of the workspace %s was requested; restore it to use it again"
              .formatted(workspace.key()));
    }
  }
}
