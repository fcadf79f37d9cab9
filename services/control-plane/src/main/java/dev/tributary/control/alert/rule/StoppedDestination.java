package dev.tributary.control.alert.rule;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A destination that refuses our requests, which a user has to fix. */
final class StoppedDestination implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.DESTINATION_STOPPED;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.DESTINATIONS);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return look.all(Fact.Destination.class)
        .flatMap(
            destination -> headline(destination).map(words -> finding(destination, words)).stream())
        .toList();
  }

  private static Optional<String> headline(Fact.Destination destination) {
    return switch (destination.state()) {
      case "unauthorised" ->
          Optional.of("“%s” refused the credentials".formatted(destination.name()));
      case "grant-revoked" ->
          Optional.of("“%s” no longer accepts the granted access".formatted(destination.name()));
      case "not-connected" ->
          Optional.of("“%s” has not been connected".formatted(destination.name()));
      case "another-account" ->
          Optional.of("“%s” has credentials of another account".formatted(destination.name()));
      case "account-unknown" ->
          Optional.of("“%s” does not name its account".formatted(destination.name()));
      case "gone" -> Optional.of("“%s” no longer exists".formatted(destination.name()));
      default -> Optional.empty();
    };
  }

  private Finding finding(Fact.Destination destination, String headline) {
    return Finding.ofEveryWorkspace(
        kind(),
        destination.id().value(),
        destination.name(),
        headline,
        "Waiting deliveries are stored. Other destinations are not affected.",
        "/destinations/" + destination.id(),
        destination.since());
  }
}
