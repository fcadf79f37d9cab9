package dev.tributary.gateway.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import dev.tributary.gateway.routing.ApiPath;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.RoleMatrix;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.view.DefinitionView;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspaceAccessTest {
  private static final String PATH = "/api/v1/workspaces/shop/events";

  /** A page that follows events over a restart must not take this for the end of the workspace. */
  @Test
  void aWorkspaceThatIsNotReadYetIsNotCalledMissing() {
    try (DefinitionView unread = new DefinitionView(Topic.WORKSPACES, _ -> () -> {})) {
      WorkspaceDirectory workspaces = new WorkspaceDirectory(unread, Clock.systemUTC());
      WorkspaceAccess access = new WorkspaceAccess(RoleMatrix.load(), workspaces);
      Caller caller = Caller.of("sub", "ann", null, List.of("/ws/wsp_1/admin"));

      assertThat(access.decide("GET", PATH, ApiPath.parse(PATH), caller))
          .isInstanceOfSatisfying(
              WorkspaceAccess.Denied.class,
              denied -> assertThat(denied.refusal().code()).isEqualTo(Problems.UNAVAILABLE));
    }
  }
}
