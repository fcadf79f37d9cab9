package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The workspace and the caller of the current request, after {@link TenancyFilter} has admitted it.
 */
@RequestScoped
public class Tenant {
  private @Nullable Workspace workspace;
  private @Nullable Caller caller;
  private @Nullable Caller recognised;
  private @Nullable Workspace named;

  /** Called before the check whether the caller has the right. */
  void recognise(Caller known, @Nullable Workspace namedByPath) {
    this.recognised = known;
    this.named = namedByPath;
  }

  void admit(Caller admitted, @Nullable Workspace admittedTo) {
    this.caller = admitted;
    this.workspace = admittedTo;
  }

  /**
   * @throws Problem if the route has no workspace in its path
   */
  public Workspace workspace() {
    Workspace current = workspace;
    if (current == null) {
      throw Problems.NOT_FOUND.problem("This address belongs to no workspace");
    }
    return current;
  }

  public WorkspaceId workspaceId() {
    return workspace().id();
  }

  /**
   * @throws Problem if the request has no valid token
   */
  public Caller caller() {
    Caller current = caller;
    if (current == null) {
      throw Problems.UNAUTHENTICATED.problem(Problems.UNAUTHENTICATED.title());
    }
    return current;
  }

  /** The caller, also of a request that is refused; empty if the token is not valid. */
  public Optional<Caller> recognised() {
    return Optional.ofNullable(recognised);
  }

  /** The workspace of the path, if the caller has a role in it, also if the request is refused. */
  public Optional<Workspace> named() {
    return Optional.ofNullable(named);
  }

  public boolean mayReadPersonalData() {
    return caller().mayReadPersonalData(workspaceId());
  }
}
