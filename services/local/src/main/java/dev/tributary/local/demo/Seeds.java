package dev.tributary.local.demo;

import java.util.SplittableRandom;

/** Randomness that does not depend on what was drawn elsewhere. */
final class Seeds {

  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

  private Seeds() {}

  /** The generator of the n-th thing of a kind; the same for the same seed. */
  static SplittableRandom of(long seed, String kind, long n) {
    return new SplittableRandom(seed ^ (kind.hashCode() * GOLDEN_RATIO) ^ (n + 1) * ~GOLDEN_RATIO);
  }
}
