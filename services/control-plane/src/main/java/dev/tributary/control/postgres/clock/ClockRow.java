package dev.tributary.control.postgres.clock;

import dev.tributary.control.clock.TickerRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The only row of {@code ticker}. Its times of the clock are Unix milliseconds. */
@Entity
@Table(name = "ticker")
@SuppressWarnings("NullAway.Init")
public class ClockRow {
  @Id boolean single;

  long at;

  /** The instance that ticks. Only the lease changes it. */
  @Column(updatable = false)
  String owner;

  @Column(name = "held_at")
  @Nullable Long heldAt;

  TickerRow value() {
    return new TickerRow(
        Instant.ofEpochMilli(at), owner, heldAt == null ? null : Instant.ofEpochMilli(heldAt));
  }

  void advance(Instant tick) {
    at = tick.toEpochMilli();
  }

  /** The first jump stays. */
  void hold(Instant jumpedTo) {
    if (heldAt == null) {
      heldAt = jumpedTo.toEpochMilli();
    }
  }
}
