package dev.tributary.destinations.http;

import dev.tributary.destinations.postgres.FunnelQueries;
import dev.tributary.destinations.sync.From;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.http.Remembered;
import dev.tributary.runtime.http.Turn;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far the people of a sync come. */
@Path("/api/v1/workspaces/{workspace}/syncs/{sync}/funnel")
@RunOnVirtualThread
@Tag(name = "Syncs")
public class FunnelResource {
  private final DefinitionStore<SyncSpec> store;
  private final SyncBinding binding;
  private final FunnelQueries funnels;
  private final Tenant tenant;
  private final Remembered<Asked, FunnelView> remembered;

  public FunnelResource(
      DefinitionStore<SyncSpec> store,
      SyncBinding binding,
      FunnelQueries funnels,
      Tenant tenant,
      Clock clock) {
    this.store = store;
    this.binding = binding;
    this.funnels = funnels;
    this.tenant = tenant;
    this.remembered =
        new Remembered<>(clock, new Turn("Another funnel is being counted; try again"));
  }

  private record Asked(String workspace, String sync, long version) {}

  @GET
  @Operation(
      operationId = "readSyncFunnel",
      summary = "How many people of a sync come how far, and where the others stop",
      description =
          "For syncs of audiences and profiles; 409 `conflict` for others. At most the first 100,000"
              + " people are counted; `complete` says whether that is all.")
  public FunnelView funnel(@PathParam("sync") String sync) {
    Stored<SyncSpec> stored = store.require(tenant.workspaceId(), sync);
    switch (stored.spec().from()) {
      case From.Audience _, From.Profiles _ -> {}
      case From.Model _, From.Events _ ->
          throw Problems.CONFLICT.problem("It sends rows or events, not people");
    }
    return remembered.answer(
        new Asked(tenant.workspaceId(), stored.id(), stored.version()), () -> count(stored));
  }

  private FunnelView count(Stored<SyncSpec> stored) {
    return FunnelView.of(
        stored.id(),
        funnels.of(
            binding.bound(
                tenant.workspaceId(),
                stored.id(),
                stored.name(),
                stored.version(),
                stored.spec())));
  }
}
