package dev.tributary.control.alert.rule;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.util.List;
import java.util.Set;

/** Deliveries with an uncertain outcome, which must not be repeated without a user's decision. */
final class UncertainDeliveries implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.DELIVERIES_UNCERTAIN;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.DESTINATIONS);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return Destinations.with(look, Fact.Deliveries.class, Fact.Deliveries::destination)
        .filter(each -> each.of().uncertain() > 0)
        .map(each -> finding(each.destination(), each.of().uncertain()))
        .toList();
  }

  private Finding finding(Fact.Destination destination, long count) {
    return Finding.ofEveryWorkspace(
        kind(),
        destination.id().value(),
        destination.name(),
        "%s to “%s” may have been sent: decide whether to send %s again"
            .formatted(
                Counted.of(count, "delivery", "deliveries"),
                destination.name(),
                count == 1 ? "it" : "them"),
        "Everything else is delivered.",
        "/destinations/" + destination.id() + "?tab=log&state=uncertain",
        null);
  }
}
