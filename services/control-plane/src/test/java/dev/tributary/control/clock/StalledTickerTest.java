package dev.tributary.control.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.fact.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A database and a log that answer late move no clock. */
class StalledTickerTest {
  private static final Duration STALL = Duration.ofMinutes(10);
  private static final Duration LONGEST_OUTAGE = Duration.ofDays(30);

  private final StalledClock store = new StalledClock();
  private Duration stallOfTheLog = Duration.ZERO;
  private final Ticker ticker =
      new Ticker(
          "test",
          store,
          _ -> store.pass(stallOfTheLog),
          LONGEST_OUTAGE,
          () -> store.nanos,
          store::wall);

  @Test
  void timeGoesOnAfterADatabaseThatReadItsClockAfterTheStall() {
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
    store.beforeReading = STALL;
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
  }

  @Test
  void timeGoesOnAfterADatabaseThatReadItsClockBeforeTheStall() {
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
    store.afterReading = STALL;
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
    store.afterReading = Duration.ZERO;
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
  }

  @Test
  void timeGoesOnAfterALogThatStalled() {
    stallOfTheLog = STALL;
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
  }

  @Test
  void timeGoesOnAfterAMachineThatSlept() {
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
    store.asleep = LONGEST_OUTAGE;
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
  }

  @Test
  void allClocksThatJumpByMoreThanAnOutageAreHeld() {
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
    store.asleep = LONGEST_OUTAGE.plusDays(1);
    assertThat(ticker.step()).isInstanceOf(TickerRow.Held.class);
  }

  @Test
  void aClockThatJumpsIsHeldAlsoDuringAStall() {
    assertThat(ticker.step()).isInstanceOf(TickerRow.Tick.class);
    store.beforeReading = STALL;
    store.jump = STALL;
    assertThat(ticker.facts()).isEmpty();
    assertThat(ticker.step()).isInstanceOf(TickerRow.Held.class);
    assertThat(ticker.facts())
        .containsExactly(
            new Fact.HeldTime(StalledClock.BEGIN, StalledClock.BEGIN.plus(STALL).plus(STALL)));
  }

  /** Its clock goes as fast as the process's, unless it jumps. */
  private static final class StalledClock implements ClockStore {
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private long nanos;
    private Duration beforeReading = Duration.ZERO;
    private Duration afterReading = Duration.ZERO;
    private Duration jump = Duration.ZERO;
    private Duration asleep = Duration.ZERO;
    private TickerRow row = new TickerRow(Instant.EPOCH, "test", null);

    void pass(Duration time) {
      nanos += time.toNanos();
    }

    Instant wall() {
      return BEGIN.plusNanos(nanos).plus(asleep);
    }

    @Override
    public Outcome step(String self, Supplier<Duration> largestStep) {
      pass(beforeReading);
      Instant now = wall().plus(jump);
      pass(afterReading);
      TickerRow.Step step = row.tick(now, largestStep.get());
      row =
          switch (step) {
            case TickerRow.Tick(Instant at) -> new TickerRow(at, self, null);
            case TickerRow.Held(Instant jumpedTo) -> new TickerRow(row.at(), self, jumpedTo);
            case TickerRow.NotOurs() -> row;
          };
      return new Outcome(step, Map.of());
    }

    @Override
    public Outcome tickOnce(Duration largestStep) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TickerRow read() {
      return row;
    }

    @Override
    public void resume() {
      throw new UnsupportedOperationException();
    }
  }
}
