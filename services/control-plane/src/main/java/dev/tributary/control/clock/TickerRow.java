package dev.tributary.control.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The installation's clock as stored.
 *
 * @param at the newest tick; {@link Instant#EPOCH} before the first
 * @param owner the instance that ticks while it holds the lease
 * @param heldAt what the clock showed when it had jumped; null while it runs
 */
public record TickerRow(Instant at, String owner, @Nullable Instant heldAt) {
  public static final Duration LEASE = Duration.ofSeconds(3);

  /** A tick is written once a second; an instance that takes over needs some seconds. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** The decision of an instance at one moment. */
  public sealed interface Step {}

  /** Write a tick with this time. */
  public record Tick(Instant at) implements Step {}

  /** Another instance ticks. */
  public record NotOurs() implements Step {}

  /** Time is stopped until an operator accepts this moment. */
  public record Held(Instant jumpedTo) implements Step {}

  /** Whether time passes. */
  public TimeState state(Instant now) {
    if (heldAt != null) {
      return TimeState.HELD;
    }
    return at.plus(LONGEST_PAUSE).isAfter(now) ? TimeState.PASSES : TimeState.UNWRITTEN;
  }

  /**
   * Decides by the database's clock.
   *
   * @param now the database's clock
   * @param largestStep by how much time may have moved since the newest tick
   */
  public Step tick(Instant now, Duration largestStep) {
    if (heldAt != null) {
      return new Held(heldAt);
    }
    boolean first = at.equals(Instant.EPOCH);
    if (!first && now.isAfter(at.plus(largestStep))) {
      return new Held(now);
    }
    Instant soonest = at.plusMillis(1);
    Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
    return new Tick(millis.isAfter(soonest) ? millis : soonest);
  }
}
