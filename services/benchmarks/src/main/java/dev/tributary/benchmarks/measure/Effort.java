package dev.tributary.benchmarks.measure;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUp of each program with each load, before its first measurement
 * @param mostWarmUp the time after which a program is measured although its compilers still work
 * @param measurement of one half of a pair
 * @param small whether a part of the data is enough
 */
public record Effort(
    int pairs, Duration warmUp, Duration mostWarmUp, Duration measurement, boolean small) {
  public static final Effort NORMAL =
      new Effort(5, Duration.ofSeconds(30), Duration.ofMinutes(3), Duration.ofSeconds(10), false);

  /** To check that everything works; its figures say little. */
  public static final Effort QUICK =
      new Effort(1, Duration.ofSeconds(4), Duration.ofMinutes(1), Duration.ofSeconds(4), true);

  /** The number of people to use, from this number for a full measurement. */
  public int people(int all) {
    return small ? all / 10 : all;
  }
}
