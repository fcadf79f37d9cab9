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

/**
 * Changes that nobody has approved or rejected yet. An alert does not describe the change: only
 * members of the workspace may see it.
 */
final class WaitingApprovals implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.APPROVAL_WAITS;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.CONTROL);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return look.all(Fact.WaitingApprovals.class)
        .filter(approvals -> approvals.waiting() > 0)
        .map(approvals ->
            Finding.ofEveryWorkspace(
                kind(),
                "approvals",
                "Approvals",
                headline(approvals.waiting()),
                "No change is applied before a second user approves it. A request without a"
                    + " decision expires after 30 days.",
                "/team?tab=approvals",
                null))
        .toList();
  }

  private static String headline(long waiting) {
    return waiting == 1
        ? "A change request waits for approval"
        : "%,d change requests wait for approval".formatted(waiting);
  }
}
