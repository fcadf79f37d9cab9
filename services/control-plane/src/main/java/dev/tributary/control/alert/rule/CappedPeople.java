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
 * People who have reached a limit of the identity rules. The usual cause is a default id, or a
 * value that many people share.
 */
final class CappedPeople implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.PEOPLE_CAPPED;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.IDENTITY);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return look.all(Fact.CappedPeople.class)
        .filter(capped -> capped.people() > 0)
        .map(capped ->
            Finding.ofEveryWorkspace(
                kind(),
                "identity",
                "Identity rules",
                Counted.of(
                    capped.people(),
                    "person has reached a limit of the identity rules within a day",
                    "people have reached a limit of the identity rules within a day"),
                "Their events are applied. Further identifiers and merges are left out.",
                "/identity?tab=shared",
                null))
        .toList();
  }
}
