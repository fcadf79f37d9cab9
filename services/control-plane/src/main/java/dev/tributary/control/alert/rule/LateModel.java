package dev.tributary.control.alert.rule;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A model whose scheduled run did not start. The rule needs no answer of a service: the due time is
 * known from an earlier answer, and a service that does not work is one reason for the delay.
 */
final class LateModel implements AlertRule {
  private static final int PART_OF_INTERVAL = 4;
  private static final Duration LONGEST_GRACE = Duration.ofMinutes(15);

  @Override
  public AlertKind kind() {
    return AlertKind.MODEL_LATE;
  }

  @Override
  public Set<Service> needs() {
    return Set.of();
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return look.all(Fact.Scheduled.class)
        .filter(model -> look.now().isAfter(model.due().plus(grace(model.every()))))
        .map(model -> finding(model, look))
        .toList();
  }

  private static Duration grace(Duration every) {
    Duration part = every.dividedBy(PART_OF_INTERVAL);
    return part.compareTo(LONGEST_GRACE) < 0 ? part : LONGEST_GRACE;
  }

  private Finding finding(Fact.Scheduled model, WorkspaceFacts look) {
    String why =
        look.answers(Service.WAREHOUSE)
            ? "the run is due and has not started"
            : "the run is due, and the service that reads tables does not answer";
    return Finding.ofEveryWorkspace(
        kind(),
        model.model().value(),
        model.name(),
        "The model “%s” is late: %s".formatted(model.name(), why),
        "Audiences and destinations use the rows of the last run. Events are not affected.",
        "/models/" + model.model(),
        model.due());
  }
}
