package dev.tributary.gateway.http;

import dev.tributary.gateway.workspace.Directory;
import dev.tributary.gateway.workspace.Member;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The people of a workspace over REST. They have their accounts in Keycloak; here they get roles.
 */
@Path("/api/v1/workspaces/{workspace}/members")
@Tag(name = "Members")
@RunOnVirtualThread
public class MemberResource {
  private final Directory directory;
  private final Tenant tenant;

  public MemberResource(Directory directory, Tenant tenant) {
    this.directory = directory;
    this.tenant = tenant;
  }

  /**
   * What a person may do.
   *
   * @param personalData whether they see values that nobody classified as harmless; not unless told
   */
  @Schema(name = "MemberRights")
  public record Rights(@Nullable Role role, @Nullable Boolean personalData) {}

  @GET
  @Operation(operationId = "listMembers", summary = "The people of the workspace")
  public Page<Member> list() {
    return new Page<>(directory.members(tenant.workspaceId()), null);
  }

  @PUT
  @Path("/{username}")
  @Operation(operationId = "putMember", summary = "Give a person one role")
  public void join(@PathParam("username") String username, Rights rights) {
    Role role = rights.role();
    if (role == null) {
      throw Problems.INVALID.problem("One of viewer, marketer, engineer, admin", "/role");
    }
    boolean personalData = Boolean.TRUE.equals(rights.personalData());
    if (!directory.join(tenant.workspaceId(), username, role, personalData)) {
      throw Problems.NOT_FOUND.problem("Nobody signs in as " + username);
    }
  }

  @DELETE
  @Path("/{username}")
  @Operation(operationId = "removeMember", summary = "Take the role from a person")
  public void leave(@PathParam("username") String username) {
    if (!directory.leave(tenant.workspaceId(), username)) {
      throw Problems.NOT_FOUND.problem(username + " is no member");
    }
  }
}
