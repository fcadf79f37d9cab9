package dev.tributary.control.alert.object;

import dev.tributary.control.alert.AlertRule;
import java.util.List;
import java.util.stream.Stream;

/** Turns the alert rules of a workspace into rules of its check. */
public final class ObjectRules {
  private ObjectRules() {}

  /**
   * One for each kind of object, also for a kind without rules: so the alert of a rule that is
   * deleted or disabled is resolved.
   */
  public static List<AlertRule> of(List<ObjectRule> rules) {
    return Stream.of(ObjectKind.values())
        .<AlertRule>map(kind ->
            new RuleFindings(
                kind,
                rules.stream()
                    .filter(rule -> rule.enabled() && rule.condition().kind().object() == kind)
                    .toList()))
        .toList();
  }
}
