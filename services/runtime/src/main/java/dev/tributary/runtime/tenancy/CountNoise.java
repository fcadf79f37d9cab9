package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.KeyHash;

/**
 * Adds the same noise to a number of people whenever the same question is asked. So asking again
 * reveals nothing more, and no other question can be chosen to find the boundary of the rounding.
 * The noise cannot be computed without the installation's secret. Thread-safe.
 */
public final class CountNoise {
  private static final int MOST = 10;

  private final KeyHash keys;

  public CountNoise(KeyHash keys) {
    this.keys = keys;
  }

  /**
   * @param question the parts of the question, its workspace first
   */
  public Approximate of(long people, String... question) {
    int noise = Math.floorMod(keys.of(question).hashCode(), 2 * MOST + 1) - MOST;
    return Approximate.of(people + noise);
  }
}
