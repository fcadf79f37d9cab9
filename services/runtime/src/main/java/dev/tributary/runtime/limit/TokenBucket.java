package dev.tributary.runtime.limit;

import java.util.Arrays;
import java.util.List;

/**
 * The token buckets of one name, one for each of its rates. A cost is taken from all of them, or
 * from none. It is taken while each bucket has at least one token, and may leave less than zero: so
 * a batch larger than the bucket passes whole, the next one waits for the excess, and the average
 * is right.
 *
 * <p>{@code bucket.lua} is the same rule for buckets in Redis, with the same order of calculation.
 * All times are milliseconds since 1970. Not thread-safe.
 */
final class TokenBucket {
  private static final double MILLIS_PER_SECOND = 1000;

  /** A bucket that was never used is full. */
  private static final double FULL = Double.POSITIVE_INFINITY;

  private double[] tokens = {};
  private double at = Double.NEGATIVE_INFINITY;

  /**
   * Takes the cost from all buckets, or from none.
   *
   * @return the milliseconds to wait before the next try; 0 if taken
   */
  long take(List<Rate> rates, int cost, double now) {
    double wait = refill(rates, now);
    if (wait == 0) {
      for (int i = 0; i < rates.size(); i++) {
        tokens[i] -= cost;
      }
    }
    at = Math.max(at, now);
    return (long) wait;
  }

  /**
   * Returns the milliseconds until each bucket has a token. A clock that goes back adds nothing.
   */
  private double refill(List<Rate> rates, double now) {
    makeRoom(rates.size());
    double elapsed = Math.max(0, now - at);
    double wait = 0;
    for (int i = 0; i < rates.size(); i++) {
      Rate rate = rates.get(i);
      double perMilli = rate.perSecond() / MILLIS_PER_SECOND;
      tokens[i] = Math.min(rate.burst(), tokens[i] + elapsed * perMilli);
      if (tokens[i] < 1) {
        wait = Math.max(wait, Math.ceil((1 - tokens[i]) / perMilli));
      }
    }
    return wait;
  }

  private void makeRoom(int rates) {
    int before = tokens.length;
    if (before < rates) {
      tokens = Arrays.copyOf(tokens, rates);
      Arrays.fill(tokens, before, rates, FULL);
    }
  }
}
