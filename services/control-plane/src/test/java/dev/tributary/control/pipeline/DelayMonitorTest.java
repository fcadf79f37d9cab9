package dev.tributary.control.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DelayMonitorTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(10);

  private Instant now = NOON;
  private DataDelay ofStages = DataDelay.NONE;
  private Optional<Instant> timeStopped = Optional.empty();
  private @Nullable RuntimeException failure;
  private int reads;

  private final DelayMonitor monitor =
      new DelayMonitor(this::read, () -> timeStopped, EVERY, () -> now);

  private DataDelay read() {
    reads++;
    if (failure != null) {
      throw failure;
    }
    return ofStages;
  }

  private DataDelay next() {
    now = now.plus(EVERY);
    return monitor.current();
  }

  @Test
  void manyPagesCostOneReadInAnInterval() {
    for (int page = 0; page < 100; page++) {
      assertThat(monitor.current()).isEqualTo(DataDelay.NONE);
    }
    assertThat(reads).isEqualTo(1);
    next();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void theWorstIsReportedWithTheOldestData() {
    Instant early = NOON.minusSeconds(600);
    DataDelay late = DataDelay.late(Stage.IDENTITY, early);
    DataDelay stopped = DataDelay.stopped(Stage.AUDIENCES, NOON, NOON.minusSeconds(90));
    assertThat(late.or(stopped))
        .isEqualTo(stopped.or(late))
        .isEqualTo(new DataDelay(DataDelay.State.STOPPED, Stage.AUDIENCES, NOON, early));
    assertThat(late.or(DataDelay.NONE)).isEqualTo(DataDelay.NONE.or(late)).isEqualTo(late);
    assertThat(late.or(DataDelay.late(Stage.DESTINATIONS, NOON))).isEqualTo(late);
  }

  @Test
  void stoppedTimeIsReportedUnlessDataAreLate() {
    timeStopped = Optional.of(NOON);
    assertThat(next()).isEqualTo(DataDelay.timeStopped(NOON));
    ofStages = DataDelay.late(Stage.IDENTITY, NOON);
    assertThat(next()).isEqualTo(ofStages);
  }

  @Test
  void aLogThatCannotBeReadIsUnknownSinceTheFirstFailure() {
    failure = new IllegalStateException("no broker");
    Instant first = next().since();
    assertThat(next()).isEqualTo(DataDelay.unknown(first));
    failure = null;
    assertThat(next()).isEqualTo(DataDelay.NONE);
  }

  @Test
  void aReaderIsToldOfANewStateAndNotOfANewTime() {
    assertThat(monitor.hasChanged()).isFalse();
    ofStages = DataDelay.late(Stage.IDENTITY, NOON);
    next();
    assertThat(monitor.hasChanged()).isTrue();
    ofStages = DataDelay.late(Stage.IDENTITY, NOON.plusSeconds(5));
    next();
    assertThat(monitor.hasChanged()).isFalse();
    ofStages = DataDelay.NONE;
    next();
    assertThat(monitor.hasChanged()).isTrue();
  }
}
