package dev.tributary.control.alert;

import dev.tributary.contracts.access.Service;
import java.util.List;
import java.util.Set;

/** Decides from the facts of a workspace which problems a user should know. Pure. */
public interface AlertRule {
  AlertKind kind();

  /**
   * The services that must have answered in this check. While one of them does not answer, the rule
   * is not applied, and its alerts stay unchanged.
   */
  Set<Service> needs();

  List<Finding> findings(WorkspaceFacts look, Thresholds thresholds);

  /**
   * The objects about which this check can decide nothing: an alert about one of them stays
   * unchanged, and no alert opens.
   */
  default Set<String> undecided(WorkspaceFacts look) {
    return Set.of();
  }
}
