package dev.tributary.runtime.tenancy;

import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/**
 * The workspace and the caller of the current request, once {@link TenancyFilter} has let it
 * through.
 */
@RequestScoped
public class Tenant {
  private @Nullable Workspace workspace;
  private @Nullable Caller caller;

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

  public String workspaceId() {
    return workspace().id();
  }

  /**
   * @throws Problem if nobody has signed in
   */
  public Caller caller() {
    Caller current = caller;
    if (current == null) {
      throw Problems.UNAUTHENTICATED.problem(Problems.UNAUTHENTICATED.title());
    }
    return current;
  }

  public boolean mayReadPersonalData() {
    return caller().mayReadPersonalData(workspaceId());
  }
}
