package dev.tributary.control.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TickerRowTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static TickerRow row(Instant at) {
    return new TickerRow(at, "a", null);
  }

  @Test
  void aTickHasTheTimeOfTheDatabase() {
    TickerRow row = row(NOON);
    assertThat(row.tick(NOON.plusMillis(250), MINUTE))
        .isEqualTo(new TickerRow.Tick(NOON.plusMillis(250)));
  }

  @Test
  void timeNeverGoesBack() {
    TickerRow row = row(NOON);
    assertThat(row.tick(NOON.minusSeconds(5), MINUTE))
        .isEqualTo(new TickerRow.Tick(NOON.plusMillis(1)));
  }

  @Test
  void aJumpForwardStopsTimeForAPerson() {
    Instant jumped = NOON.plus(Duration.ofMinutes(2));
    TickerRow row = row(NOON);
    assertThat(row.tick(jumped, MINUTE)).isEqualTo(new TickerRow.Held(jumped));
    TickerRow held = new TickerRow(NOON, "a", jumped);
    assertThat(held.tick(NOON.plusMillis(250), MINUTE)).isEqualTo(new TickerRow.Held(jumped));
  }

  @Test
  void timePassesWhileTicksAreWrittenAndNoJumpIsHeld() {
    assertThat(row(NOON).state(NOON.plusSeconds(59))).isEqualTo(TimeState.PASSES);
    assertThat(row(NOON).state(NOON.plus(MINUTE))).isEqualTo(TimeState.UNWRITTEN);
    assertThat(new TickerRow(NOON, "a", NOON.plusSeconds(90)).state(NOON))
        .isEqualTo(TimeState.HELD);
  }

  @Test
  void theFirstTickIsNoJump() {
    assertThat(row(Instant.EPOCH).tick(NOON, MINUTE)).isEqualTo(new TickerRow.Tick(NOON));
  }
}
