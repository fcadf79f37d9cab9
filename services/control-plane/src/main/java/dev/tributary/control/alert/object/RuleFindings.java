package dev.tributary.control.alert.object;

import dev.tributary.contracts.access.Service;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import dev.tributary.control.alert.rule.AlertFigures;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The alert rules of a workspace about one kind of object. */
record RuleFindings(ObjectKind of, List<ObjectRule> rules) implements AlertRule {

  @Override
  public AlertKind kind() {
    return of.alert();
  }

  @Override
  public Set<Service> needs() {
    return of.needs();
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    if (rules.isEmpty()) {
      return List.of();
    }
    ObjectFigures figures = new ObjectFigures(look);
    return rules.stream()
        .flatMap(rule ->
            figures.of(rule.condition()).filter(Observation::meets).stream()
                .map(observed -> finding(rule, observed)))
        .toList();
  }

  private Finding finding(ObjectRule rule, Observation observed) {
    Condition condition = rule.condition();
    return new Finding(
        kind(),
        condition.object(),
        observed.name(),
        headline(condition, observed.name()),
        "%s Alert rule: “%s”.".formatted(of.works(), rule.name()),
        of.path(condition.object()),
        observed.since(),
        new Finding.Rule(rule.id(), rule.channels()));
  }

  /** Without the present figure: members without the right to personal data read it too. */
  private static String headline(Condition condition, String name) {
    long threshold = condition.threshold();
    return switch (condition.kind()) {
      case SIZE_BELOW ->
          threshold == 1
              ? "The audience “%s” is empty".formatted(name)
              : "The audience “%s” has fewer than %,d people".formatted(name, threshold);
      case SIZE_ABOVE ->
          "The audience “%s” has more than %,d %s"
              .formatted(name, threshold, threshold == 1 ? "person" : "people");
      case SIZE_CHANGE ->
          "The size of the audience “%s” has changed by more than %,d %% in a day"
              .formatted(name, threshold);
      case FAILED_DELIVERIES ->
          threshold == 0
              ? "Deliveries of the sync “%s” failed within an hour".formatted(name)
              : "More than %,d %s of the sync “%s” failed within an hour"
                  .formatted(threshold, threshold == 1 ? "delivery" : "deliveries", name);
      case FAILED_SHARE ->
          "More than %d %% of the deliveries of the sync “%s” failed within an hour"
              .formatted(threshold, name);
      case SILENCE ->
          "No events from the source “%s” for more than %s".formatted(name, minutes(threshold));
      case LATENESS ->
          "No successful run of the model “%s” for more than %s"
              .formatted(name, minutes(threshold));
    };
  }

  private static String minutes(long minutes) {
    return AlertFigures.duration(Duration.ofMinutes(minutes));
  }
}
