package dev.tributary.destinations.http;

import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Matter;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Seeing;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Tenant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets data of people out only where whoever sets it up may see them. Thread-safe. */
public final class RoutingPolicy {
  private final Exposures exposures;
  private final SyncBinding binding;
  private final PersonalDataPolicy policy;

  public RoutingPolicy(Exposures exposures, SyncBinding binding, PersonalDataPolicy policy) {
    this.exposures = exposures;
    this.binding = binding;
    this.policy = policy;
  }

  /**
   * Before a sync is created, or changed in what it sends or where to.
   *
   * @throws dev.tributary.runtime.http.Problem unless the caller may
   */
  void requireSync(Tenant tenant, String id, SyncSpec wanted) {
    Catalogue.Sync sync = binding.bound(tenant.workspaceId(), id, "", 0, wanted);
    Exposure exposure = exposures.of(tenant);
    if (!exposure.harmless(sync)) {
      policy.require(
          tenant, Matter.ROUTE_OUT, id, Seeing.where(exposure.maySend(sync, reveals(tenant))));
    }
  }

  /**
   * Before a destination's address or account is changed.
   *
   * @param before null for one that is new, which nothing is sent to
   * @throws dev.tributary.runtime.http.Problem unless the caller may
   */
  void requireDestination(
      Tenant tenant, String id, @Nullable DestinationSpec before, DestinationSpec wanted) {
    if (before == null
        || (before.settings().equals(wanted.settings())
            && Objects.equals(before.baseUrl(), wanted.baseUrl()))) {
      return;
    }
    Exposure exposure = exposures.of(tenant);
    List<Catalogue.Sync> syncs =
        binding.all(tenant.workspaceId(), spec -> spec.destination().equals(id)).stream()
            .filter(sync -> !exposure.harmless(sync))
            .toList();
    if (!syncs.isEmpty()) {
      boolean sees = syncs.stream().allMatch(sync -> exposure.maySend(sync, reveals(tenant)));
      policy.require(tenant, Matter.REDIRECT, id, Seeing.where(sees));
    }
  }

  /** Who may have a sensitive trait revealed. */
  private static boolean reveals(Tenant tenant) {
    return tenant.mayReadPersonalData()
        && tenant.caller().role(tenant.workspaceId()).orElse(Role.VIEWER) == Role.ADMIN;
  }
}
