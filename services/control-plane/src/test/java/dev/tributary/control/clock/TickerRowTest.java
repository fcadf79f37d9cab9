package dev.tributary.control.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TickerRowTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static TickerRow row(Instant at, String owner, Instant leasedUntil) {
    return new TickerRow(at, owner, leasedUntil, null);
  }

  @Test
  void theOwnerTicksWithTheDatabasesTime() {
    TickerRow row = row(NOON, "a", NOON.plusSeconds(3));
    assertThat(row.next("a", NOON.plusMillis(250), MINUTE))
        .isEqualTo(new TickerRow.Tick(NOON.plusMillis(250)));
  }

  @Test
  void othersWaitUntilTheLeaseEnds() {
    TickerRow row = row(NOON, "a", NOON.plusSeconds(3));
    assertThat(row.next("b", NOON.plusSeconds(2), MINUTE)).isEqualTo(new TickerRow.NotOurs());
    assertThat(row.next("b", NOON.plusSeconds(3), MINUTE))
        .isEqualTo(new TickerRow.Tick(NOON.plusSeconds(3)));
  }

  @Test
  void timeNeverGoesBack() {
    TickerRow row = row(NOON, "a", NOON.plusSeconds(3));
    assertThat(row.next("a", NOON.minusSeconds(5), MINUTE))
        .isEqualTo(new TickerRow.Tick(NOON.plusMillis(1)));
  }

  @Test
  void aJumpForwardStopsTimeForAPerson() {
    Instant jumped = NOON.plus(Duration.ofMinutes(2));
    TickerRow row = row(NOON, "a", NOON.plusSeconds(3));
    assertThat(row.next("a", jumped, MINUTE)).isEqualTo(new TickerRow.Held(jumped));
    TickerRow held = new TickerRow(NOON, "a", NOON, jumped);
    assertThat(held.next("a", NOON.plusMillis(250), MINUTE)).isEqualTo(new TickerRow.Held(jumped));
    assertThat(held.tick(NOON.plusMillis(250), MINUTE)).isEqualTo(new TickerRow.Held(jumped));
  }

  @Test
  void theFirstTickIsNoJump() {
    assertThat(row(Instant.EPOCH, "", Instant.EPOCH).next("a", NOON, MINUTE))
        .isEqualTo(new TickerRow.Tick(NOON));
  }
}
