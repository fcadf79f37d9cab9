package dev.tributary.identity.claim;

import dev.tributary.contracts.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a value was stated, and by which input: the order that decides between two values. The time
 * counts first, then the cause's id, so the result does not depend on the order of arrival.
 *
 * @param time to microseconds, as the database keeps it
 * @param cause the event's or command's id, or the row's run
 */
public record Stamp(Instant time, String cause) implements Comparable<Stamp> {
  public Stamp {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public int compareTo(Stamp other) {
    int byTime = time.compareTo(other.time);
    return byTime != 0 ? byTime : cause.compareTo(other.cause);
  }

  /** An id that all items of one request to the tracking API share; for other inputs, the cause. */
  public String request() {
    return Ids.sequenceOf(cause);
  }

  public boolean after(Stamp other) {
    return compareTo(other) > 0;
  }
}
