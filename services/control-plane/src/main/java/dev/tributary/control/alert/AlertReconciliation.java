package dev.tributary.control.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Updates the stored alerts with the findings of one check. */
public final class AlertReconciliation {
  private final List<AlertRule> rules;
  private final Supplier<String> ids;

  public AlertReconciliation(List<AlertRule> rules, Supplier<String> ids) {
    this.rules = List.copyOf(rules);
    this.ids = ids;
  }

  /**
   * The result of one check.
   *
   * @param standing the alerts to store
   * @param gone alerts that only one check found, and that were never opened
   */
  public record Verdict(List<Alert> standing, List<Alert> gone) {}

  /** With more rules, such as those of one workspace. */
  public AlertReconciliation with(List<AlertRule> more) {
    return new AlertReconciliation(Stream.concat(rules.stream(), more.stream()).toList(), ids);
  }

  /** Whether a rule finds a problem. */
  public boolean finds(WorkspaceFacts look, Thresholds thresholds) {
    return applicable(look).anyMatch(rule -> !rule.findings(look, thresholds).isEmpty());
  }

  /** The rules whose services have answered in this check. */
  private Stream<AlertRule> applicable(WorkspaceFacts look) {
    return rules.stream().filter(rule -> rule.needs().stream().allMatch(look::answers));
  }

  public Verdict judge(WorkspaceFacts look, Thresholds thresholds, List<Alert> before) {
    Map<Key, Finding> found = new HashMap<>();
    Set<AlertKind> judged = new HashSet<>();
    Set<Key> undecided = new HashSet<>();
    applicable(look)
        .forEach(rule -> {
          judged.add(rule.kind());
          rule.undecided(look).forEach(object -> undecided.add(new Key(rule.kind(), object, "")));
          rule.findings(look, thresholds).forEach(finding -> found.put(Key.of(finding), finding));
        });
    List<Alert> standing = new ArrayList<>();
    List<Alert> gone = new ArrayList<>();
    for (Alert alert : before) {
      Key key = Key.of(alert.finding());
      Finding again = found.remove(key);
      if (again != null) {
        standing.add(alert.seen(again, look.now()));
      } else if (judged.contains(key.kind()) && !undecided.contains(key)) {
        alert.missed(look.now()).ifPresentOrElse(standing::add, () -> gone.add(alert));
      }
    }
    found
        .values()
        .forEach(finding -> standing.add(Alert.suspected(ids.get(), finding, look.now())));
    return new Verdict(standing, gone);
  }

  private record Key(AlertKind kind, String object, String rule) {
    static Key of(Finding finding) {
      Finding.Rule rule = finding.rule();
      return new Key(finding.kind(), finding.object(), rule == null ? "" : rule.id());
    }
  }
}
