package dev.tributary.gateway.http.member;

import dev.tributary.gateway.http.GatewayConfig;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller and their workspaces: the first request of the web UI. */
@Path("/api/v1/me")
@Tag(name = "Workspaces")
@RunOnVirtualThread
public class MeResource {
  private final Tenant tenant;
  private final WorkspaceDirectory workspaces;
  private final SecurityIdentity identity;
  private final GatewayConfig config;

  public MeResource(
      Tenant tenant,
      WorkspaceDirectory workspaces,
      SecurityIdentity identity,
      GatewayConfig config) {
    this.tenant = tenant;
    this.workspaces = workspaces;
    this.identity = identity;
    this.config = config;
  }

  /**
   * The caller.
   *
   * @param name the username of the caller; for an API client, {@code service-account-} and the
   *     client id
   * @param installationAdmin whether the caller administers the installation; such a caller has the
   *     role {@code admin} in every workspace. This alone gives no right to see personal data
   * @param workspaces the workspaces in which the caller has a role; for an admin of the
   *     installation, all workspaces
   * @param collectorUrl where SDKs send events to
   * @param tokenExpiresAt the latest time until which the rights in this answer are valid
   */
  public record Me(
      String name,
      boolean installationAdmin,
      List<Held> workspaces,
      String collectorUrl,
      Instant tokenExpiresAt) {}

  /**
   * A workspace and what the caller may do in it.
   *
   * @param id the id of the workspace
   * @param key the key of the workspace; paths accept it instead of the id
   * @param name shown in the web UI
   * @param role the role of the caller: {@code viewer}, {@code marketer}, {@code engineer} or
   *     {@code admin}; each role includes the roles before it
   * @param personalData whether the caller may see personal data of the workspace; no role includes
   *     this right
   */
  @Schema(name = "HeldWorkspace")
  public record Held(String id, String key, String name, Role role, boolean personalData) {}

  /**
   * @return the caller, with the workspaces that the caller may use
   * @throws Problem 503 while the gateway reads the workspaces after its start
   */
  @GET
  @Operation(
      operationId = "readMe",
      summary = "The caller, with the workspaces that the caller may use")
  public Me me() {
    Caller caller = tenant.caller();
    if (!workspaces.complete()) {
      throw Problems.UNAVAILABLE.problem(WorkspaceDirectory.INCOMPLETE);
    }
    List<Held> held =
        workspaces.all().stream()
            .filter(workspace -> caller.role(workspace.id()).isPresent())
            .sorted(Comparator.comparing(Workspace::name))
            .map(workspace -> held(caller, workspace))
            .toList();
    JsonWebToken token = (JsonWebToken) identity.getPrincipal();
    return new Me(
        caller.name(),
        caller.installationAdmin(),
        held,
        config.collectorUrl(),
        Instant.ofEpochSecond(token.getExpirationTime()));
  }

  private static Held held(Caller caller, Workspace workspace) {
    return new Held(
        workspace.id().value(),
        workspace.key(),
        workspace.name(),
        caller.role(workspace.id()).orElse(Role.VIEWER),
        caller.mayReadPersonalData(workspace.id()));
  }
}
