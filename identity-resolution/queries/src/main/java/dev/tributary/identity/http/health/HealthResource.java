package dev.tributary.identity.http.health;

import dev.tributary.identity.health.HealthQueries;
import dev.tributary.identity.health.HealthQueries.Health;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Figures that show whether identity resolution works well in a workspace. */
@Path("/api/v1/workspaces/{workspace}/identity/health")
@RunOnVirtualThread
@Tag(name = "Identity")
public class HealthResource {
  private final Tenant tenant;
  private final WorkspaceDirectory workspaces;
  private final HealthQueries reads;
  private final WorkspaceRules rules;

  public HealthResource(
      Tenant tenant, WorkspaceDirectory workspaces, HealthQueries reads, WorkspaceRules rules) {
    this.tenant = tenant;
    this.workspaces = workspaces;
    this.reads = reads;
    this.rules = rules;
  }

  /**
   * @return the figures of the workspace
   */
  @GET
  @Operation(
      operationId = "readIdentityHealth",
      summary =
          "Merges per day, the profiles with the most identifiers, and suspected shared values")
  public Health health() {
    return reads.of(
        tenant.workspaceId(),
        workspaces.businessNow(tenant.workspaceId()).atZone(tenant.workspace().zone()),
        rules.of(tenant.workspace())::blocks);
  }
}
