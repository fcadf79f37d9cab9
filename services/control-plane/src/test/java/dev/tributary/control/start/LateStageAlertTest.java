package dev.tributary.control.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.Service;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertReconciliation;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import dev.tributary.control.alert.rule.Rules;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.pipeline.NoClock;
import dev.tributary.control.pipeline.Pipeline;
import dev.tributary.control.pipeline.Position;
import dev.tributary.control.pipeline.ShownLog;
import dev.tributary.control.pipeline.UnreadRange;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From a stage that reads too slowly or stands, or a service that does not answer, to the opened
 * alert, with the settings of an installation.
 */
class LateStageAlertTest {
  private static final Instant WRITTEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration BOUND = Duration.ofMinutes(3);

  /** How long a check itself may take. */
  private static final Duration CHECK = Duration.ofSeconds(3);

  /** More than the priority of the converter for durations that this one replaces. */
  private static final int AS_IN_QUARKUS = 200;

  private static final Position EVENTS = new Position(Topic.EVENTS, 3);
  private static final int MANY = 1_000_000;

  private final AlertConfig config =
      new SmallRyeConfigBuilder()
          .withConverter(Duration.class, AS_IN_QUARKUS, new DurationConverter())
          .withMapping(AlertConfig.class)
          .build()
          .getConfigMapping(AlertConfig.class);
  private final ShownLog log = new ShownLog();
  private Instant now = WRITTEN;
  private final Pipeline pipeline =
      new Pipeline(
          log,
          (_, _) -> Optional.empty(),
          new Ticker("test", new NoClock(), _ -> {}, Duration.ofDays(1)),
          ExactlyOnceLoop.STILL,
          ClockWiring.LATE,
          config.every(),
          () -> now);
  private final AlertReconciliation alerts =
      new AlertReconciliation(
          new Rules(config.shortestGap(), config.patience(), config.late()).all(), () -> "alt_1");

  /**
   * Many events are written at once, and the stage reads them too slowly.
   *
   * @param first when the first check is, in seconds after the events were written
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 12, 17})
  void anAlertAboutAStageThatReadsTooSlowlyOpensWithinThreeMinutes(int first) {
    AtomicInteger read = new AtomicInteger();
    assertThat(
            opened(
                first,
                before -> {
                  log.shows(EVENTS, read.incrementAndGet(), MANY, new UnreadRange.Since(WRITTEN));
                  return check(before);
                }))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.finding().kind()).isEqualTo(AlertKind.PIPELINE_STALLED);
          assertThat(alert.finding().headline()).contains("behind: events are not applied");
          assertThat(alert.finding().since()).isEqualTo(WRITTEN);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 12, 17})
  void anAlertAboutAStageThatStandsOpensWithinThreeMinutes(int first) {
    log.shows(EVENTS, 7, MANY, new UnreadRange.Since(WRITTEN));
    assertThat(opened(first, this::check))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.finding().kind()).isEqualTo(AlertKind.PIPELINE_STALLED);
          assertThat(alert.finding().headline())
              .contains("Processing is stopped at events-3, offset 7");
          assertThat(alert.finding().since()).isBetween(WRITTEN, WRITTEN.plusSeconds(first));
        });
  }

  /** The last answer came right after the events were written. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 12, 17})
  void anAlertAboutAServiceThatDoesNotAnswerOpensWithinThreeMinutes(int first) {
    WorkspaceFacts.ServiceFacts last = new WorkspaceFacts.ServiceFacts(List.of(), WRITTEN);
    assertThat(
            opened(
                first + 1,
                before -> {
                  WorkspaceFacts look = new WorkspaceFacts(now, Map.of(Service.COLLECTOR, last));
                  return alerts.judge(look, Thresholds.DEFAULT, before).standing();
                }))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.finding().kind()).isEqualTo(AlertKind.SERVICE_AWAY);
          assertThat(alert.finding().object()).isEqualTo(Service.COLLECTOR.label());
          assertThat(alert.finding().since()).isEqualTo(WRITTEN);
        });
  }

  /**
   * Checks until an alert is open.
   *
   * @param first when the first check is, in seconds after the events were written
   * @param check returns the alerts after a check, from those before it
   */
  private List<Alert> opened(int first, UnaryOperator<List<Alert>> check) {
    List<Alert> standing = List.of();
    now = WRITTEN.plusSeconds(first);
    while (standing.stream().allMatch(alert -> alert.openedAt() == null)) {
      assertThat(now).as("an alert is open").isBefore(WRITTEN.plus(BOUND));
      standing = check.apply(standing);
      now = now.plus(config.every()).plus(CHECK);
    }
    return standing;
  }

  private List<Alert> check(List<Alert> before) {
    WorkspaceFacts.ServiceFacts facts = new WorkspaceFacts.ServiceFacts(pipeline.facts(), now);
    WorkspaceFacts look = new WorkspaceFacts(now, Map.of(Service.CONTROL, facts));
    return alerts.judge(look, Thresholds.DEFAULT, before).standing();
  }
}
