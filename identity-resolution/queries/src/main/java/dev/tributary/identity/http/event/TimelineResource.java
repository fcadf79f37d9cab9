package dev.tributary.identity.http.event;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.Cursors;
import dev.tributary.identity.http.Profiles;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import dev.tributary.identity.timeline.TimelineQueries;
import dev.tributary.identity.timeline.TimelineQueries.Filter;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The events of a profile. */
@Path("/api/v1/workspaces/{workspace}/profiles")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class TimelineResource {
  private final Tenant tenant;
  private final Profiles profiles;
  private final TimelineQueries timelines;

  public TimelineResource(Tenant tenant, Profiles profiles, TimelineQueries timelines) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.timelines = timelines;
  }

  /**
   * @return a part of the events of the profile
   */
  @GET
  @Path("{profile}/events")
  @Operation(operationId = "listEventsOfProfile", summary = "The events of a person, newest first")
  public Page<EventView> timeline(
      @PathParam("profile") String named,
      @BeanParam EventFilter happened,
      @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    Filter filter = happened.filter();
    List<ProfileId> ids = profiles.requireUnmergedFamily(tenant.workspace(), named).ids();
    List<Recorded> found = timelines.list(tenant.workspaceId(), ids, filter, asked + 1);
    return Page.of(found, asked, last -> Cursors.of(last.timestamp(), last.event().value()))
        .map(EventView::of);
  }
}
