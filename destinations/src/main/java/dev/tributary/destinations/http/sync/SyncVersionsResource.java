package dev.tributary.destinations.http.sync;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionVersionRoutes;
import dev.tributary.definitions.http.Unfiled;
import dev.tributary.destinations.http.binding.SyncRequest;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of a sync, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/syncs/{sync}/versions")
@Tag(name = "Syncs")
@RoutesFor("sync")
public class SyncVersionsResource extends DefinitionVersionRoutes<SyncSpec, SyncView> {
  public SyncVersionsResource(Tenant tenant, SyncResource syncs, DefinitionStore<SyncSpec> store) {
    super(
        tenant,
        new DefinitionHistory<>(store, Unfiled.form(SyncRequest::written), Set.of()),
        (sync, ifMatch, patch) -> syncs.update(sync, ifMatch, null, patch));
  }
}
