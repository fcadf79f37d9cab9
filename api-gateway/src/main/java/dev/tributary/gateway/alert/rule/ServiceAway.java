package dev.tributary.gateway.alert.rule;

import dev.tributary.gateway.alert.AlertKind;
import dev.tributary.gateway.alert.AlertRule;
import dev.tributary.gateway.alert.Finding;
import dev.tributary.gateway.alert.Thresholds;
import dev.tributary.gateway.alert.WorkspaceFacts;
import dev.tributary.gateway.routing.Service;
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
    return look.byService().keySet().stream()
        .filter(service -> service != Service.GATEWAY && !look.answers(service))
        .map(this::finding)
        .toList();
  }

  private Finding finding(Service service) {
    return new Finding(
        kind(), service.label(), service.label(), headline(service), works(service), "");
  }

  private static String headline(Service service) {
    return switch (service) {
      case COLLECTOR -> "The service that accepts events does not answer";
      case IDENTITY -> "The service that keeps profiles does not answer";
      case AUDIENCES -> "The service that keeps audiences does not answer";
      case DESTINATIONS -> "The service that delivers does not answer";
      case WAREHOUSE -> "The service that reads tables does not answer";
      case CONTROL -> "The service that keeps the audit trail does not answer";
      case GATEWAY -> throw new IllegalArgumentException("The gateway does not ask itself");
    };
  }

  private static String works(Service service) {
    return switch (service) {
      case COLLECTOR -> "What was accepted goes on. SDKs keep what they cannot send for a while.";
      case CONTROL -> "Reads and changes are recorded, and are in the trail when it is back.";
      case IDENTITY, AUDIENCES, DESTINATIONS, WAREHOUSE, GATEWAY ->
          "Events are accepted and kept; what waits for it is caught up with when it is back.";
    };
  }
}
