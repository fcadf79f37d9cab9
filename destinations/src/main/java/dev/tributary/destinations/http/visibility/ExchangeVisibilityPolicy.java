package dev.tributary.destinations.http.visibility;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.sync.StatusStore;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import java.util.List;

/** Creates the visibility of exchanges for one request. Thread-safe. */
public final class ExchangeVisibilityPolicy {
  private final VisibilityPolicy visibilityPolicy;
  private final SyncBinding binding;
  private final StatusStore status;

  public ExchangeVisibilityPolicy(
      VisibilityPolicy visibilityPolicy, SyncBinding binding, StatusStore status) {
    this.visibilityPolicy = visibilityPolicy;
    this.binding = binding;
    this.status = status;
  }

  public ExchangeVisibility of(Tenant tenant) {
    Visibility visibility = visibilityPolicy.of(tenant);
    WorkspaceId workspace = tenant.workspaceId();
    return new ExchangeVisibility(
        visibility,
        AddressVisibility.seenBy(tenant),
        sync -> new VisibleValues(visibility, sync, binding.model(sync.spec().from())),
        destination -> ofDestination(workspace, destination),
        visibility.classes().anySensitive() ? status.changedSyncs(workspace) : List.of());
  }

  private SyncBinding.Bound ofDestination(WorkspaceId workspace, DestinationId destination) {
    return binding.all(workspace, spec -> spec.destination().equals(destination));
  }
}
