package dev.tributary.destinations.http.sync;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.funnel.FunnelStore;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.AnswerCache;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far the people of a sync get. */
@Path("/api/v1/workspaces/{workspace}/syncs/{sync}/funnel")
@RunOnVirtualThread
@Tag(name = "Syncs")
public class FunnelResource {
  private final DefinitionStore<SyncSpec> store;
  private final SyncBinding binding;
  private final FunnelStore funnels;
  private final Tenant tenant;
  private final MemberVisibilityPolicy members;
  private final AnswerCache<Asked, FunnelView> remembered;

  public FunnelResource(
      DefinitionStore<SyncSpec> store,
      SyncBinding binding,
      FunnelStore funnels,
      Tenant tenant,
      MemberVisibilityPolicy members,
      Clock clock,
      ConcurrencyLimit limit) {
    this.store = store;
    this.binding = binding;
    this.funnels = funnels;
    this.tenant = tenant;
    this.members = members;
    this.remembered = new AnswerCache<>(clock, limit);
  }

  private record Asked(SyncId sync, long version) {}

  /**
   * @return how many people reach each step
   */
  @GET
  @Operation(
      operationId = "readSyncFunnel",
      summary = "The funnel of a sync: how many people reach each step, and why the others do not",
      description =
          "For syncs of audiences and profiles; 409 `conflict` for others. At most the first"
              + " 100,000 people are counted; `complete` says whether these are all. Without"
              + " the right personal-data:read, the numbers are rounded, because they depend on"
              + " identifiers, consent and audiences.")
  public FunnelView funnel(@PathParam("sync") String sync) {
    StoredDefinition<SyncSpec> stored = store.require(tenant.workspaceId(), sync);
    switch (stored.spec().from()) {
      case SyncSource.Audience _, SyncSource.Profiles _ -> {}
      case SyncSource.Model _, SyncSource.Events _ ->
          throw Problems.CONFLICT.problem("The sync sends rows or events, not people");
    }
    FunnelView exact =
        remembered.answer(
            tenant.workspaceId(),
            new Asked(new SyncId(stored.id()), stored.version()),
            () -> count(stored));
    return tenant.mayReadPersonalData()
        ? exact
        : exact.rounded(members.of(tenant).people(stored.spec().from()));
  }

  private FunnelView count(StoredDefinition<SyncSpec> stored) {
    SyncId id = new SyncId(stored.id());
    return FunnelView.of(
        id,
        funnels.of(
            binding.bound(
                tenant.workspaceId(), id, stored.name(), stored.version(), stored.spec())));
  }
}
