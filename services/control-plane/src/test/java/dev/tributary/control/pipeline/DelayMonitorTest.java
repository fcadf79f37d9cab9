package dev.tributary.control.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DelayMonitorTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(10);

  private volatile Instant now = NOON;
  private DataDelay ofStages = DataDelay.NONE;
  private @Nullable Optional<Instant> timeStopped = Optional.empty();
  private @Nullable RuntimeException failure;
  private volatile int reads;

  private final DelayMonitor monitor =
      new DelayMonitor(this::read, () -> Objects.requireNonNull(timeStopped), EVERY, () -> now);

  private interface Waiting {
    void await() throws InterruptedException;
  }

  private volatile Waiting slow = () -> {};

  private DataDelay read() {
    reads++;
    try {
      slow.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
  void aLogThatCannotBeReadIsUnknownSinceTheSecondFailure() {
    assertThat(next()).isEqualTo(DataDelay.NONE);
    failure = new IllegalStateException("no broker");
    assertThat(next()).as("one missing answer").isEqualTo(DataDelay.NONE);
    DataDelay unknown = next();
    assertThat(unknown).isEqualTo(DataDelay.unknown(now));
    assertThat(next()).isEqualTo(unknown);
    failure = null;
    assertThat(next()).isEqualTo(DataDelay.NONE);
  }

  @Test
  void beforeTheFirstAnswerTheDelayIsUnknown() {
    failure = new IllegalStateException("no broker");
    assertThat(monitor.current()).isEqualTo(DataDelay.unknown(NOON));
  }

  /** The attack: the log does not answer for as long as an answer counts, and many pages ask. */
  @Test
  void whileOneReadsTheOthersGetTheLastAnswerAtOnce() throws InterruptedException {
    assertThat(next()).isEqualTo(DataDelay.NONE);
    ofStages = DataDelay.late(Stage.IDENTITY, NOON);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    slow =
        () -> {
          begun.countDown();
          answer.await();
          now = now.plus(EVERY);
        };
    now = now.plus(EVERY);
    Thread reader = Thread.ofVirtual().start(monitor::current);
    begun.await();
    for (int page = 0; page < 100; page++) {
      assertThat(monitor.current()).isEqualTo(DataDelay.NONE);
    }
    answer.countDown();
    reader.join();
    slow = () -> {};
    assertThat(monitor.current()).isEqualTo(ofStages);
    assertThat(reads).as("an answer counts from its end").isEqualTo(2);
  }

  @Test
  void aStoppedStageIsReportedAlsoWhileTheTimeIsUnknown() {
    timeStopped = null;
    ofStages = DataDelay.stopped(Stage.IDENTITY, NOON, null);
    assertThat(next()).isEqualTo(ofStages);
  }
}
