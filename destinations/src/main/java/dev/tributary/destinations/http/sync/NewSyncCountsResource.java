package dev.tributary.destinations.http.sync;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.Filing;
import dev.tributary.destinations.funnel.FunnelStore;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.http.binding.SyncRequest;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.openapi.request.Draft;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.AnswerCache;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How many people a sync would send, and what this needs, before it is created. */
@Path("/api/v1/workspaces/{workspace}/syncs/preview/counts")
@RunOnVirtualThread
@Tag(name = "Syncs")
public class NewSyncCountsResource {
  private final SyncBinding binding;
  private final FunnelStore funnels;
  private final Previews previews;
  private final Ids ids;
  private final Tenant tenant;
  private final MemberVisibilityPolicy members;
  private final AnswerCache<Asked, NewSyncCountsView> remembered;

  public NewSyncCountsResource(
      SyncBinding binding,
      FunnelStore funnels,
      Previews previews,
      Ids ids,
      Tenant tenant,
      MemberVisibilityPolicy members,
      Clock clock,
      ConcurrencyLimit limit) {
    this.binding = binding;
    this.funnels = funnels;
    this.previews = previews;
    this.ids = ids;
    this.tenant = tenant;
    this.members = members;
    this.remembered = new AnswerCache<>(clock, limit);
  }

  /**
   * The part of a draft that the counts depend on: drafts that differ in other ways have one
   * answer.
   *
   * @param people without the parts of the sync that only change what is sent of each person; with
   *     the mode, which changes who is sent
   */
  record Asked(SyncSpec people, long destinationVersion) {
    static Asked of(Catalogue.Sync sync) {
      SyncSpec spec = sync.spec();
      return new Asked(
          new SyncSpec(
              spec.destination(),
              spec.from(),
              spec.object(),
              spec.match(),
              List.of(),
              spec.mode(),
              spec.settings(),
              Filing.NONE),
          sync.destination().version());
    }
  }

  /**
   * @return how many people would be sent, and why the others would not
   */
  @POST
  @Operation(
      operationId = "countNewSync",
      summary = "Count the people that a sync would send, before it is saved",
      description =
          "For syncs of audiences and profiles; 409 `conflict` for others. At most the first"
              + " 100,000 people are counted; `complete` says whether these are all. The mode of"
              + " the sync decides whether records are created, updated or deleted. The requests"
              + " are those for records like the first one; the destination is taken to have none"
              + " of them, or all of them if the sync only updates. Without the right"
              + " personal-data:read, the numbers are rounded.")
  public NewSyncCountsView count(@Draft SyncRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    SyncId id = new SyncId(ids.next(Ids.SYNC));
    SyncSpec spec = binding.bind(workspace, id, request);
    switch (spec.from()) {
      case SyncSource.Audience _, SyncSource.Profiles _ -> {}
      case SyncSource.Model _, SyncSource.Events _ ->
          throw Problems.CONFLICT.problem("The sync would send rows or events, not people");
    }
    Catalogue.Sync sync = binding.bound(workspace, id, "", 0, spec);
    NewSyncCountsView exact =
        remembered.answer(
            workspace, Asked.of(sync), () -> NewSyncCountsView.of(spec.mode(), funnels.of(sync)));
    // The same noise as in a funnel, for all drafts of these people: variants do not average it
    // out.
    NewSyncCountsView counts =
        tenant.mayReadPersonalData()
            ? exact
            : exact.rounded(members.of(tenant).people(spec.from()));
    return counts.with(
        previews.requests(tenant.workspace(), sync, counts.records()),
        AccountBudgets.of(sync.destination()));
  }
}
