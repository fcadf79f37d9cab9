package dev.tributary.control.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.rule.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks of one workspace, one after the other, each with the alerts of the checks before. */
class AlertReconciliationTest {
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration LATE = Duration.ofMinutes(2);

  private int ids;
  private final AlertReconciliation reconciliation =
      new AlertReconciliation(
          new Rules(Duration.ofMinutes(5), Duration.ofMinutes(15), LATE).all(),
          () -> "alt_" + ++ids);
  private final Map<String, Alert> stored = new HashMap<>();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aStageThatCatchesUpAfterAnOutageOpensNoAlert() {
    Instant outage = now.minus(Duration.ofMinutes(30));
    Instant begun = now;
    for (int i = 0; i < 7; i++) {
      check(new Fact.Backlog("audiences", outage.plusSeconds(i), 500, false, begun));
    }
    assertThat(stored).isEmpty();
  }

  @Test
  void aStageThatStaysLateOpensOneAlertWhichIsResolvedWhenItHasCaughtUp() {
    Instant outage = now.minus(Duration.ofMinutes(30));
    Instant begun = now;
    for (int i = 0; i < 12; i++) {
      check(new Fact.Backlog("audiences", outage.plusSeconds(i), 500, false, begun));
    }
    assertThat(alert()).hasValueSatisfying(alert -> assertThat(alert.openedAt()).isNotNull());
    check();
    check();
    assertThat(alert()).hasValueSatisfying(alert -> assertThat(alert.resolvedAt()).isEqualTo(now));
  }

  @Test
  void anOpenAlertStaysOpenWhileTheAgeOfTheBacklogIsUnknown() {
    Instant since = now.minus(LATE.multipliedBy(2));
    Fact late = new Fact.Backlog("audiences", since, 500, false, now.minus(LATE));
    check(late);
    check(late);
    Optional<Alert> open = alert();
    assertThat(open).hasValueSatisfying(alert -> assertThat(alert.openedAt()).isNotNull());
    for (int i = 0; i < 3; i++) {
      check(new Fact.Backlog("audiences", null, 500, true, now));
      assertThat(alert()).isEqualTo(open);
    }
  }

  @Test
  void anOpenAlertAboutALateStageStaysOpenWhileTheStageStands() {
    Instant since = now.minus(LATE.multipliedBy(2));
    Fact late = new Fact.Backlog("audiences", since, 500, false, now.minus(LATE));
    check(late);
    check(late);
    Optional<Alert> open = alert();
    for (int i = 0; i < 3; i++) {
      check(
          new Fact.Backlog("audiences", since, 500, false, null),
          new Fact.StandingPartition("audiences", "profiles", 3, 7, since));
      assertThat(alert()).isEqualTo(open);
    }
  }

  private Optional<Alert> alert() {
    return Optional.ofNullable(stored.get("alt_1"));
  }

  /** As the store does: alerts that the verdict does not have stay as they are. */
  private void check(Fact... facts) {
    now = now.plus(EVERY);
    WorkspaceFacts look =
        new WorkspaceFacts(
            now, Map.of(Service.CONTROL, new WorkspaceFacts.ServiceFacts(List.of(facts), now)));
    AlertReconciliation.Verdict verdict =
        reconciliation.judge(look, Thresholds.DEFAULT, List.copyOf(stored.values()));
    verdict.gone().forEach(alert -> stored.remove(alert.id()));
    verdict.standing().forEach(alert -> stored.put(alert.id(), alert));
  }
}
