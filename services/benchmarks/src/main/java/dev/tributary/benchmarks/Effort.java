package dev.tributary.benchmarks;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUp of each program with each load, before its first measurement
 * @param measurement of one half of a pair
 * @param small whether part of the data will do
 */
public record Effort(int pairs, Duration warmUp, Duration measurement, boolean small) {
  public static final Effort NORMAL =
      new Effort(5, Duration.ofSeconds(30), Duration.ofSeconds(10), false);

  /** To see that everything works; its figures say little. */
  public static final Effort QUICK =
      new Effort(1, Duration.ofSeconds(4), Duration.ofSeconds(4), true);

  /** How many of these people take part. */
  public int people(int all) {
    return small ? all / 10 : all;
  }
}
