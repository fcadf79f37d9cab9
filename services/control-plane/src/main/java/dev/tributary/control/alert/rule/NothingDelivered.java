package dev.tributary.control.alert.rule;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A destination with waiting changes that has accepted none for a while. A paused destination is no
 * problem, and a destination that refuses our credentials has another alert.
 */
final class NothingDelivered implements AlertRule {
  private static final Set<String> SHOULD_DELIVER = Set.of("active", "failing");

  private final Duration patience;

  NothingDelivered(Duration patience) {
    this.patience = patience;
  }

  @Override
  public AlertKind kind() {
    return AlertKind.NOTHING_DELIVERED;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.DESTINATIONS);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    Instant before = look.now().minus(patience);
    return Destinations.with(look, Fact.Deliveries.class, Fact.Deliveries::destination)
        .filter(each -> SHOULD_DELIVER.contains(each.destination().state()))
        .filter(each -> stands(each.of(), before))
        .map(each -> finding(each.destination(), each.of()))
        .toList();
  }

  private static boolean stands(Fact.Deliveries deliveries, Instant before) {
    Instant oldest = deliveries.oldest();
    Instant last = deliveries.lastDelivered();
    return oldest != null && oldest.isBefore(before) && (last == null || last.isBefore(before));
  }

  private Finding finding(Fact.Destination destination, Fact.Deliveries deliveries) {
    return Finding.ofEveryWorkspace(
        kind(),
        destination.id().value(),
        destination.name(),
        "No delivery reaches “%s”, although deliveries are waiting".formatted(destination.name()),
        "Waiting deliveries are stored and sent later. Other destinations are not affected.",
        "/destinations/" + destination.id(),
        deliveries.oldest());
  }
}
