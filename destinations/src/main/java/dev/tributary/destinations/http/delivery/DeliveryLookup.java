package dev.tributary.destinations.http.delivery;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.deliveries.DeliveryLog;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.PersonNames;
import dev.tributary.destinations.person.PersonTraits;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads deliveries, and the names of their people, for answers of the API. */
record DeliveryLookup(
    DeliveryLog deliveries, PersonTraits people, VisibilityPolicy visibilityPolicy, Tenant tenant) {

  /**
   * @throws dev.tributary.runtime.problem.Problem 404 if the workspace has no such delivery
   */
  DeliveryRow require(String delivery) {
    return deliveries
        .find(tenant.workspaceId(), delivery)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no delivery " + delivery));
  }

  /** Reads nothing about people whom the answer conceals. */
  PersonNames names(List<DeliveryRow> rows, MemberVisibility visibility) {
    Set<ProfileId> profiles = new TreeSet<>();
    for (DeliveryRow row : rows) {
      ProfileId profile = row.profile();
      if (profile != null && !visibility.conceals(row.sync())) {
        profiles.add(profile);
      }
    }
    return PersonNames.of(profiles, people, visibilityPolicy, tenant);
  }
}
