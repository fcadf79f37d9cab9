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

/** A destination that refuses a larger share of an hour's deliveries than the workspace accepts. */
final class FailingDeliveries implements AlertRule {
  private static final long ENOUGH = 10;

  @Override
  public AlertKind kind() {
    return AlertKind.DELIVERIES_FAIL;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.DESTINATIONS);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return Destinations.with(look, Fact.Deliveries.class, Fact.Deliveries::destination)
        .filter(each -> fails(each.of(), thresholds.failureShare()))
        .map(each -> finding(each.destination(), thresholds))
        .toList();
  }

  private static boolean fails(Fact.Deliveries deliveries, double share) {
    long tried = Math.max(deliveries.attempted(), deliveries.failed());
    return tried >= ENOUGH && deliveries.failed() > tried * share;
  }

  private Finding finding(Fact.Destination destination, Thresholds thresholds) {
    return Finding.ofEveryWorkspace(
        kind(),
        destination.id().value(),
        destination.name(),
        "“%s” refuses more than %s of its deliveries"
            .formatted(destination.name(), AlertFigures.share(thresholds.failureShare())),
        "Refused deliveries are stored and can be tried again. Others are not affected.",
        "/destinations/" + destination.id() + "?tab=log&state=rejected",
        null);
  }
}
