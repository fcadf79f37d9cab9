package dev.tributary.destinations.http;

import dev.tributary.destinations.postgres.StatusQueries;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.tenancy.Sight;
import dev.tributary.runtime.tenancy.Sights;
import dev.tributary.runtime.tenancy.Tenant;
import java.util.List;

/** Says what a request may show of what was sent. Thread-safe. */
public final class Exposures {
  private final Sights sights;
  private final SyncBinding binding;
  private final StatusQueries status;

  public Exposures(Sights sights, SyncBinding binding, StatusQueries status) {
    this.sights = sights;
    this.binding = binding;
    this.status = status;
  }

  Exposure of(Tenant tenant) {
    Sight sight = sights.of(tenant);
    String workspace = tenant.workspaceId();
    return new Exposure(
        sight,
        sync -> new Shown(sight, sync, binding.model(sync.spec().from())),
        destination -> ofDestination(workspace, destination),
        sight.classes().anySensitive() ? status.changedSyncs(workspace) : List.of());
  }

  private List<Catalogue.Sync> ofDestination(String workspace, String destination) {
    return binding.all(workspace, spec -> spec.destination().equals(destination));
  }
}
