package dev.tributary.destinations.http.sync;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncProgress;
import dev.tributary.destinations.sync.SyncProgressStore;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncStatus;
import dev.tributary.destinations.sync.SyncStatusStore;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The progress of a sync. */
@Path("/api/v1/workspaces/{workspace}/syncs/{sync}/progress")
@RunOnVirtualThread
@Tag(name = "Syncs")
public class SyncProgressResource {
  private final DefinitionStore<SyncSpec> store;
  private final SyncBinding binding;
  private final SyncStatusStore statuses;
  private final SyncProgressStore progress;
  private final MemberVisibilityPolicy members;
  private final Tenant tenant;

  public SyncProgressResource(
      DefinitionStore<SyncSpec> store,
      SyncBinding binding,
      SyncStatusStore statuses,
      SyncProgressStore progress,
      MemberVisibilityPolicy members,
      Tenant tenant) {
    this.store = store;
    this.binding = binding;
    this.statuses = statuses;
    this.progress = progress;
    this.members = members;
    this.tenant = tenant;
  }

  /**
   * @return the numbers of the sync at one moment
   */
  @GET
  @Operation(
      operationId = "readSyncProgress",
      summary =
          "What a sync sends now: its newest backfill, its rate, and what deliveries wait for",
      description =
          "`waits` is read from the next 1,000 deliveries of the destination that are to be sent,"
              + " and the next 1,000 that are in a job; `complete` says whether these are all of"
              + " the sync. Without the right personal-data:read, the counts of syncs that take or"
              + " took an audience are rounded, and their rate and `waits` are left out.")
  public SyncProgressView read(@PathParam("sync") String sync) {
    StoredDefinition<SyncSpec> stored = store.require(tenant.workspaceId(), sync);
    SyncId id = new SyncId(stored.id());
    MemberVisibility visibility = members.ofRecords(tenant);
    SyncProgress found = progress.of(tenant.workspaceId(), stored.spec().destination(), id);
    SyncStatus status =
        Objects.requireNonNull(statuses.of(tenant.workspaceId(), List.of(id)).get(id));
    SyncStatus.Run run = status.run();
    long waiting = count(status, State.PENDING, State.RETRYING);
    long read = found.waits().stream().mapToLong(SyncProgress.Wait::deliveries).sum();
    boolean rounded = visibility.conceals(id);
    return SyncProgressViewBuilder.builder()
        .asOf(found.at())
        .run(run == null ? null : SyncView.RunView.of(id, run, visibility))
        .counts(visibility.counts(id, status.counts()))
        .approximate(rounded)
        .arrivedLastMinute(rounded ? null : found.arrivedLastMinute())
        .waits(
            rounded ? List.of() : found.waits().stream().map(SyncProgressResource::view).toList())
        .complete(!rounded && read >= waiting + count(status, State.SUBMITTED))
        .shortestSeconds(rounded || waiting == 0 ? null : shortestSeconds(stored, id, waiting))
        .build();
  }

  private static long count(SyncStatus status, State... states) {
    Map<String, Long> counts = status.counts();
    return Stream.of(states).mapToLong(state -> counts.getOrDefault(state.wireName(), 0L)).sum();
  }

  private static SyncProgressView.WaitView view(SyncProgress.Wait wait) {
    return new SyncProgressView.WaitView(
        State.named(wait.state()), wait.reason(), wait.deliveries(), wait.due(), wait.until());
  }

  /** Null for a sync that this version cannot bind: nothing of it is sent. */
  private @Nullable Long shortestSeconds(
      StoredDefinition<SyncSpec> stored, SyncId id, long waiting) {
    Catalogue.Sync sync;
    try {
      sync =
          binding.bound(tenant.workspaceId(), id, stored.name(), stored.version(), stored.spec());
    } catch (Problem e) {
      return null;
    }
    long batch = Math.max(1, sync.object().batch().items());
    return AccountBudgets.of(sync.destination())
        .shortestTime((waiting + batch - 1) / batch, waiting)
        .map(Duration::toSeconds)
        .orElse(null);
  }
}
