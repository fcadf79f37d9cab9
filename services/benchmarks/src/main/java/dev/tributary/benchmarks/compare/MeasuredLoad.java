package dev.tributary.benchmarks.compare;

import java.util.Locale;

/**
 * A load that a bench measures. Only figures of the same load can be compared.
 *
 * @param offeredPerSecond events offered a second; 0 where the load follows the answers
 */
record MeasuredLoad(String shape, double offeredPerSecond) {
  @Override
  public String toString() {
    return offeredPerSecond == 0
        ? shape
        : String.format(Locale.ROOT, "%s, %,.0f/s", shape, offeredPerSecond);
  }
}
