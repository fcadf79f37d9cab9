package dev.tributary.local.demo;

import java.util.SplittableRandom;

/** Random values that do not depend on other draws. */
final class Seeds {

  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

  private Seeds() {}

  /** The generator of the n-th object of a kind; the same for the same seed. */
  static SplittableRandom of(long seed, String kind, long n) {
    return new SplittableRandom(seed ^ (kind.hashCode() * GOLDEN_RATIO) ^ (n + 1) * ~GOLDEN_RATIO);
  }
}
