package dev.tributary.testkit.lane;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tests run in one of two lanes. The gating lane, {@code ./cdp test}, has a fixed seed and few
 * generated cases: it fails because of a change, never because of luck. The soak lane, {@code ./cdp
 * test --soak}, has random seeds and many cases. A test prints its seed; {@code -Dtributary.seed}
 * sets it in either lane. {@code -Dtributary.seeds} repeats all cases of a test with many seeds.
 */
public enum Lane {
  GATING,
  SOAK;

  private static final String SEED = "tributary.seed";
  private static final String SEEDS = "tributary.seeds";
  private static final long FIXED = 20_260;
  private static final long MOST = 1L << 31;

  public static Lane current() {
    return of(System.getProperty("tributary.soak"));
  }

  static Lane of(@Nullable String soak) {
    return Boolean.parseBoolean(soak) ? SOAK : GATING;
  }

  /** The seed of a test with one seed. */
  public static long seed() {
    return Long.getLong(SEED, current().chosenSeed(new Random()));
  }

  /** The source of seeds of a test with many seeds. Its own seed is printed. */
  public static Random seeds() {
    long seed = Long.getLong(SEEDS, current().chosenSeed(new Random()));
    System.out.printf("All cases again: -D%s=%d%n", SEEDS, seed);
    return new Random(seed);
  }

  /**
   * The size of a test in this lane.
   *
   * @param property that overrides the size
   */
  public static int size(String property, int gating, int soak) {
    return Integer.getInteger(property, current() == SOAK ? soak : gating);
  }

  long chosenSeed(RandomGenerator random) {
    return switch (this) {
      case GATING -> FIXED;
      case SOAK -> random.nextLong(MOST);
    };
  }
}
