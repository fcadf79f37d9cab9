package dev.tributary.control.alert.rule;

import dev.tributary.contracts.access.Service;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A service that answered before and does not now. */
final class ServiceAway implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.SERVICE_AWAY;
  }

  @Override
  public Set<Service> needs() {
    return Set.of();
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return look.byService().entrySet().stream()
        .filter(each -> each.getKey() != Service.CONTROL && !look.answers(each.getKey()))
        .map(each -> finding(each.getKey(), each.getValue().at()))
        .toList();
  }

  /**
   * @param answered when the service answered last
   */
  private Finding finding(Service service, Instant answered) {
    return Finding.ofEveryWorkspace(
        kind(),
        service.label(),
        service.label(),
        headline(service),
        works(service),
        "/pipeline",
        answered);
  }

  private static String headline(Service service) {
    return switch (service) {
      case COLLECTOR -> "The service that accepts events does not answer";
      case IDENTITY -> "The service of profiles does not answer";
      case AUDIENCES -> "The service of audiences does not answer";
      case DESTINATIONS -> "The service of deliveries does not answer";
      case WAREHOUSE -> "The service that reads tables does not answer";
      case GATEWAY -> "The service of the web UI and the API does not answer";
      case CONTROL -> throw new IllegalArgumentException("The control plane does not ask itself");
    };
  }

  private static String works(Service service) {
    return switch (service) {
      case COLLECTOR -> "Accepted events are processed. SDKs store unsent events for a while.";
      case GATEWAY -> "Events are accepted and processed, and audiences change as time passes.";
      case IDENTITY, AUDIENCES, DESTINATIONS, WAREHOUSE, CONTROL ->
          "Events are accepted and stored. Processing catches up once the service answers.";
    };
  }
}
