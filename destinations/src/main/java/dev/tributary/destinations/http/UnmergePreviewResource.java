package dev.tributary.destinations.http;

import dev.tributary.contracts.unmerge.DecidedParting;
import dev.tributary.destinations.postgres.Foresight;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Workspace;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What an unmerge would send. */
@Path("/api/v1/workspaces/{workspace}/profiles/{profile}/deliveries/preview")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class UnmergePreviewResource {
  private final Foresight foresight;
  private final SyncBinding syncs;
  private final Exposures exposures;
  private final Tickets tickets;
  private final ReadTrail trail;
  private final Tenant tenant;

  public UnmergePreviewResource(
      Foresight foresight,
      SyncBinding syncs,
      Exposures exposures,
      Tickets tickets,
      ReadTrail trail,
      Tenant tenant) {
    this.foresight = foresight;
    this.syncs = syncs;
    this.exposures = exposures;
    this.tickets = tickets;
    this.trail = trail;
    this.tenant = tenant;
  }

  /**
   * @param ticket of {@code previewAudiences}
   */
  @Schema(name = "DeliveriesPreviewRequest")
  public record Asked(@Nullable String ticket) {}

  @POST
  @Operation(
      operationId = "previewDeliveries",
      summary = "What would be sent of the two whom an unmerge makes of one person")
  public UnmergeDeliveries preview(@PathParam("profile") String profile, @Nullable Asked asked) {
    Workspace workspace = tenant.workspace();
    if (!foresight.knows(workspace.id(), profile)) {
      throw Problems.NOT_FOUND.problem("There is no profile " + profile);
    }
    DecidedParting parting = parting(profile, asked == null ? null : asked.ticket());
    UnmergeDeliveries expected =
        UnmergeDeliveries.of(
            foresight.foresee(
                workspace.id(),
                parting,
                syncs.all(workspace.id(), _ -> true),
                workspace::unknownAllows),
            exposures.of(tenant));
    if (expected.tells()) {
      trail.shown("previewDeliveries", profile);
    }
    return expected;
  }

  private DecidedParting parting(String profile, @Nullable String ticket) {
    if (ticket == null) {
      throw Problems.INVALID.problem("The body needs the ticket of previewAudiences", "/ticket");
    }
    DecidedParting parting =
        tickets.read(tenant.workspaceId(), ticket, DecidedParting.class, "/ticket");
    if (!parting.stays().state().profile().equals(profile)) {
      throw Problems.INVALID.problem("The ticket is about another person", "/ticket");
    }
    return parting;
  }
}
