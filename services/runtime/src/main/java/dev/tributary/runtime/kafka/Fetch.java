package dev.tributary.runtime.kafka;

import java.time.Duration;

/**
 * When a broker answers a fetch.
 *
 * @param minBytes as soon as there are so many bytes
 * @param maxWait or after this time, with what there is
 */
public record Fetch(int minBytes, Duration maxWait) {
  private static final int MANY_BYTES = 1_000_000;

  /** For quiet topics: a record is read at once, and a fetch without one costs next to nothing. */
  public static final Fetch AT_ONCE = new Fetch(1, Duration.ofSeconds(3));

  /**
   * For topics with traffic: otherwise, database transactions would shrink to a few records. With
   * little traffic, the wait decides the number of transactions, and they are most of the CPU.
   *
   * @param maxWait how long records are gathered; zero for {@link #AT_ONCE}
   */
  public static Fetch gathering(Duration maxWait) {
    return maxWait.isZero() ? AT_ONCE : new Fetch(MANY_BYTES, maxWait);
  }
}
