package dev.tributary.gateway.http.door;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.gateway.routing.ApiPath;
import dev.tributary.runtime.http.HttpProblems;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.HeldWorkspaces;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.RoleMatrix;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Whether a caller may send this request, by the role matrix. Services decide again by the same
 * matrix, but do not get requests that are refused here. A workspace that the token does not hold
 * looks like a workspace that does not exist.
 */
@ApplicationScoped
public class WorkspaceAccess {
  private final RoleMatrix matrix;
  private final WorkspaceDirectory workspaces;

  public WorkspaceAccess(RoleMatrix matrix, WorkspaceDirectory workspaces) {
    this.matrix = matrix;
    this.workspaces = workspaces;
  }

  /** The decision. */
  sealed interface Access {}

  /**
   * Yes.
   *
   * @param path with the workspace's id, as services expect it
   */
  record Granted(String path) implements Access {}

  /** No. */
  record Denied(Refusal refusal) implements Access {}

  /**
   * No, because the caller's role in the workspace does not include the request. The service does
   * not see it, so the gateway records it.
   */
  record RoleMissing(Refusal refusal, WorkspaceId workspace, RoleMatrix.Route route)
      implements Access {}

  Access decide(String method, String path, ApiPath parsed, Caller caller) {
    Optional<RoleMatrix.Route> route = matrix.find(method, path);
    if (route.isEmpty()) {
      return new Denied(
          Refusal.of(matrix.knows(path) ? HttpProblems.METHOD_NOT_ALLOWED : Problems.NOT_FOUND));
    }
    return switch (parsed) {
      case ApiPath.OfWorkspace named -> inWorkspace(route.get(), method, named, caller);
      case ApiPath.Workspaces() -> ofInstallation(route.get(), path, caller);
      case ApiPath.OfInstallation other -> ofInstallation(route.get(), path, caller);
    };
  }

  private Access inWorkspace(
      RoleMatrix.Route route, String method, ApiPath.OfWorkspace named, Caller caller) {
    Optional<Workspace> workspace = workspaces.find(named.idOrKey());
    Optional<Role> held = workspace.flatMap(found -> caller.role(found.id()));
    if (workspace.isEmpty() && !workspaces.complete()) {
      return denied(Problems.UNAVAILABLE, WorkspaceDirectory.INCOMPLETE);
    }
    if (workspace.isEmpty() || held.isEmpty()) {
      return denied(Problems.NOT_FOUND, "There is no workspace " + named.idOrKey());
    }
    Role needed = route.role();
    if (needed != null && !held.get().includes(needed)) {
      String detail =
          "This requires the role %s, the caller has %s"
              .formatted(needed.wireName(), held.get().wireName());
      return new RoleMissing(Refusal.of(Problems.FORBIDDEN, detail), workspace.get().id(), route);
    }
    String granted = named.withWorkspace(workspace.get().id());
    return workspace.get().held() && !HeldWorkspaces.allows(method, granted)
        ? denied(HeldWorkspaces.HELD, HeldWorkspaces.HELD.title())
        : new Granted(granted);
  }

  private static Access ofInstallation(RoleMatrix.Route route, String path, Caller caller) {
    boolean allowed =
        switch (route.needs()) {
          case AUTHENTICATED -> true;
          case INSTALLATION -> caller.installationAdmin();
          case ROLE -> false;
        };
    return allowed
        ? new Granted(path)
        : denied(Problems.FORBIDDEN, "Only the installation's admin may do this");
  }

  private static Denied denied(ErrorCode code, String detail) {
    return new Denied(Refusal.of(code, detail));
  }
}
