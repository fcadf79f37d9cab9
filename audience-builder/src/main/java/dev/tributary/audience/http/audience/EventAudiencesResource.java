package dev.tributary.audience.http.audience;

import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.membership.AudienceStatuses;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audiences that people entered or left because of an event. */
@Path("/api/v1/workspaces/{workspace}/events/{event}/audiences")
@RunOnVirtualThread
@Tag(name = "Audiences")
public class EventAudiencesResource {
  private final AudienceStatuses statuses;
  private final Tenant tenant;
  private final RuleVisibilityPolicy visibilityPolicy;

  public EventAudiencesResource(
      AudienceStatuses statuses, Tenant tenant, RuleVisibilityPolicy visibilityPolicy) {
    this.statuses = statuses;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
  }

  /**
   * A person who entered or left.
   *
   * @param audience the id of the audience
   * @param profile the id of the profile that entered or left
   * @param change {@code enter} or {@code exit}
   * @param at business time
   */
  @Schema(name = "AudienceMove")
  public record Move(AudienceId audience, ProfileId profile, String change, Instant at) {}

  /**
   * A later event that changes the same membership takes its place.
   *
   * @param event the event id
   * @return a part of the list of people who entered or left an audience
   */
  @GET
  @Operation(
      operationId = "listAudiencesOfEvent",
      summary =
          "People who entered or left audiences because of an event, without changes that a"
              + " later event has replaced",
      description =
          "Without audiences whose rules use values that the caller may not see, now or at the"
              + " time of the event.")
  public Page<Move> moves(@PathParam("event") String event) {
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    return new Page<>(
        statuses.movedBy(tenant.workspaceId(), event).stream()
            .filter(moved -> !visibility.concealsAudience(moved.audience()))
            .filter(moved ->
                Instant.ofEpochMilli(moved.at()).isAfter(visibility.visibleFrom(moved.audience())))
            .map(moved ->
                new Move(
                    moved.audience(),
                    moved.profile(),
                    moved.entered() ? "enter" : "exit",
                    Instant.ofEpochMilli(moved.at())))
            .toList(),
        null);
  }
}
