package dev.tributary.control.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers since when each stage has been late while it reads. After an outage, a stage is late
 * until it has read what has arrived in the meantime: mostly for seconds, which is not worth an
 * alert. Thread-safe.
 */
final class LateStages {
  /** A slow check, and one that failed, do not end a period. */
  private static final int CHECKS = 3;

  private record Period(Instant first, Instant last) {}

  private final Duration pause;
  private final InstantSource clock;
  private final Map<Stage, Period> late = new ConcurrentHashMap<>();

  /**
   * @param pause the longest time between two looks of one period: nothing is known of a longer one
   */
  LateStages(Duration pause, InstantSource clock) {
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * The pause for checks in this interval.
   *
   * @param still the shortest pause
   */
  static Duration pause(Duration still, Duration checks) {
    Duration several = checks.multipliedBy(CHECKS);
    return several.compareTo(still) < 0 ? still : several;
  }

  /**
   * The first of the looks, up to this one, that have found the stage late.
   *
   * @return null if this look has not
   */
  @Nullable Instant look(Stage stage, boolean isLate) {
    if (!isLate) {
      late.remove(stage);
      return null;
    }
    Instant now = clock.instant();
    Period period = late.merge(stage, new Period(now, now), this::prolonged);
    return period.first();
  }

  private Period prolonged(Period before, Period fresh) {
    return before.last().plus(pause).isBefore(fresh.last())
        ? fresh
        : new Period(before.first(), fresh.last());
  }
}
