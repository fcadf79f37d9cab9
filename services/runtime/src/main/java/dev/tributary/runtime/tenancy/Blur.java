package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.KeyHash;

/**
 * Adds the same noise to a number of people whenever the same question is asked, so that asking
 * again tells nothing more, and so that no other question can be fitted to find where the rounding
 * begins. Nobody can work the noise out without the installation's secret. Thread-safe.
 */
public final class Blur {
  private static final int MOST = 10;

  private final KeyHash keys;

  public Blur(KeyHash keys) {
    this.keys = keys;
  }

  /**
   * @param question what was asked, its workspace first
   */
  public Approximate of(long people, String... question) {
    int noise = Math.floorMod(keys.of(question).hashCode(), 2 * MOST + 1) - MOST;
    return Approximate.of(people + noise);
  }
}
