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

/** Inputs and messages that are in quarantine, in any service. */
final class Quarantine implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.QUARANTINE;
  }

  /**
   * Without the control plane: while it does not answer, its last facts count, and the quarantines
   * of the other services are still checked.
   */
  @Override
  public Set<Service> needs() {
    return Set.of(Service.IDENTITY, Service.AUDIENCES, Service.DESTINATIONS);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    long waiting = look.all(Fact.Quarantined.class).mapToLong(Fact.Quarantined::waiting).sum();
    return waiting == 0
        ? List.of()
        : List.of(
            Finding.ofEveryWorkspace(
                kind(),
                "quarantine",
                "Quarantine",
                Counted.of(
                    waiting,
                    "input is in quarantine and waits for a decision",
                    "inputs are in quarantine and wait for a decision"),
                "The inputs are stored completely. All other data is processed.",
                "/quarantine",
                null));
  }
}
