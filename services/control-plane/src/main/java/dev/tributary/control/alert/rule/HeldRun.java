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

/** A run that would remove many rows, and waits for a user's decision. */
final class HeldRun implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.RUN_HELD;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.WAREHOUSE);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return look.all(Fact.HeldRun.class)
        .map(run ->
            Finding.ofEveryWorkspace(
                kind(),
                run.run().value(),
                run.name(),
                "A run of the model “%s” is held: unusually many rows are missing"
                    .formatted(run.name()),
                "No change of this run was applied. The rows of the previous run stay.",
                "/runs/" + run.run(),
                null))
        .toList();
  }
}
