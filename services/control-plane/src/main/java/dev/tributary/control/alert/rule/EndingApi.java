package dev.tributary.control.alert.rule;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A destination that uses a version of its vendor's API that ends soon, or has ended. */
final class EndingApi implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.API_ENDING;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.DESTINATIONS);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    LocalDate today = LocalDate.ofInstant(look.now(), ZoneOffset.UTC);
    return look.all(Fact.Destination.class)
        .flatMap(destination ->
            Stream.ofNullable(destination.endingApi())
                .map(api -> finding(destination, api, today.isBefore(api.end()))))
        .toList();
  }

  private Finding finding(
      Fact.Destination destination, Fact.Destination.EndingApi api, boolean works) {
    String remedy =
        api.addedConnector() ? "change its connector to a newer version" : "update Tributary";
    return Finding.ofEveryWorkspace(
        kind(),
        destination.id().value(),
        destination.name(),
        (works
                ? "“%s” uses %s of the vendor’s API, which may end on %s: %s before this day"
                : "“%s” uses %s of the vendor’s API, which may have ended on %s: %s")
            .formatted(destination.name(), api.version(), api.end(), remedy),
        works
            ? "Deliveries go on until then."
            : "Deliveries go on as long as the vendor accepts the version.",
        "/destinations/" + destination.id(),
        null);
  }
}
