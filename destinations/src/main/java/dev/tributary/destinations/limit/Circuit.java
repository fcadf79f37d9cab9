package dev.tributary.destinations.limit;

import java.time.Clock;
import java.time.Instant;

/**
 * A circuit breaker for one destination. After a batch that failed as a whole, nothing is claimed
 * for a while, so that an outage costs one batch its attempts and not all of them. Thread-safe.
 */
public final class Circuit {
  /** After this many failed batches in a row, the destination counts as failing. */
  private static final int FAILING_AFTER = 3;

  private final Clock clock;
  private final Backoff backoff;
  private int failures;
  private Instant closedUntil = Instant.EPOCH;

  public Circuit(Clock clock, Backoff backoff) {
    this.clock = clock;
    this.backoff = backoff;
  }

  public synchronized void failed() {
    failures++;
    closedUntil = clock.instant().plus(backoff.pause(failures));
  }

  public synchronized void answered() {
    failures = 0;
    closedUntil = Instant.EPOCH;
  }

  public synchronized boolean failing() {
    return failures >= FAILING_AFTER;
  }

  /** When the next claim is allowed; a time in the past if it is allowed now. */
  public synchronized Instant closedUntil() {
    return closedUntil;
  }

  /** While the destination fails, one batch at a time tests whether it answers again. */
  public synchronized boolean probing() {
    return failures > 0;
  }
}
