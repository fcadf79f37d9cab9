package dev.tributary.destinations.http.visibility;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Matter;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Seeing;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Tenant;
import java.util.List;

/**
 * Lets a caller configure where personal data are sent only if the caller may see these data.
 * Thread-safe.
 */
public final class RoutingPolicy {
  private final ExchangeVisibilityPolicy exchangePolicy;
  private final SyncBinding binding;
  private final PersonalDataPolicy policy;

  public RoutingPolicy(
      ExchangeVisibilityPolicy exchangePolicy, SyncBinding binding, PersonalDataPolicy policy) {
    this.exchangePolicy = exchangePolicy;
    this.binding = binding;
    this.policy = policy;
  }

  /**
   * Checks before a sync is created, or before a change of its data or its destination.
   *
   * @throws dev.tributary.runtime.problem.Problem unless the caller may
   */
  public void requireSync(Tenant tenant, SyncId id, SyncSpec wanted) {
    Catalogue.Sync sync = binding.bound(tenant.workspaceId(), id, "", 0, wanted);
    ExchangeVisibility exchangeVisibility = exchangePolicy.of(tenant);
    if (!exchangeVisibility.harmless(sync)) {
      policy.require(
          tenant,
          Matter.ROUTE_OUT,
          id.value(),
          Seeing.where(exchangeVisibility.maySend(sync, reveals(tenant))));
    }
  }

  /**
   * Checks before a destination's settings are changed, or a secret that can choose its account.
   *
   * @throws dev.tributary.runtime.problem.Problem unless the caller may
   */
  public void requireDestination(Tenant tenant, DestinationId id) {
    ExchangeVisibility exchangeVisibility = exchangePolicy.of(tenant);
    SyncBinding.Bound all =
        binding.all(tenant.workspaceId(), spec -> spec.destination().equals(id));
    List<Catalogue.Sync> syncs =
        all.syncs().stream().filter(sync -> !exchangeVisibility.harmless(sync)).toList();
    if (!syncs.isEmpty() || !all.unbound().isEmpty()) {
      // The data of an unbound sync are not known, so they may be personal.
      boolean sees =
          syncs.stream().allMatch(sync -> exchangeVisibility.maySend(sync, reveals(tenant)))
              && (all.unbound().isEmpty() || tenant.mayReadPersonalData());
      policy.require(tenant, Matter.REDIRECT, id.value(), Seeing.where(sees));
    }
  }

  /** Whether the caller may reveal sensitive traits. */
  private static boolean reveals(Tenant tenant) {
    return tenant.mayReadPersonalData()
        && tenant.caller().role(tenant.workspaceId()).orElse(Role.VIEWER) == Role.ADMIN;
  }
}
