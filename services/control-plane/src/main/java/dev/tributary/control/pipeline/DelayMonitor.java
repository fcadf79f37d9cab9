package dev.tributary.control.pipeline;

import dev.tributary.control.pipeline.DataDelay.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Knows the delay of the data, and reads it again at most once in an interval, however many pages
 * ask. While one caller reads, which takes seconds if the log does not answer, the others get the
 * last answer at once. Thread-safe.
 */
public final class DelayMonitor {
  private static final System.Logger LOG = System.getLogger(DelayMonitor.class.getName());

  private final Supplier<DataDelay> ofStages;
  private final Supplier<Optional<Instant>> timeStopped;
  private final Duration every;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Reading newest;

  /**
   * @param at the end of the reading
   * @param unknown whether the log did not answer: one missing answer does not change the delay
   */
  private record Reading(DataDelay delay, Instant at, boolean unknown) {}

  /**
   * @param ofStages reads the delay of the stages from the log
   * @param timeStopped when time stopped; empty while it passes
   * @param every how long an answer counts
   */
  public DelayMonitor(
      Supplier<DataDelay> ofStages,
      Supplier<Optional<Instant>> timeStopped,
      Duration every,
      InstantSource clock) {
    this.ofStages = ofStages;
    this.timeStopped = timeStopped;
    this.every = every;
    this.clock = clock;
    this.newest = new Reading(DataDelay.unknown(clock.instant()), Instant.MIN, false);
  }

  /** The delay, as of one interval and the time of one reading ago at most. */
  public DataDelay current() {
    if (isOld(newest) && reading.tryLock()) {
      try {
        if (isOld(newest)) {
          newest = next(newest);
        }
      } finally {
        reading.unlock();
      }
    }
    return newest.delay();
  }

  private boolean isOld(Reading reading) {
    return reading.at().equals(Instant.MIN) || !clock.instant().isBefore(reading.at().plus(every));
  }

  private Reading next(Reading last) {
    DataDelay found = stages().or(time());
    boolean unknown = found.state() == State.UNKNOWN;
    boolean first = last.at().equals(Instant.MIN);
    boolean same = unknown && last.delay().state() == State.UNKNOWN;
    boolean once = unknown && !last.unknown() && !first;
    return new Reading(same || once ? last.delay() : found, clock.instant(), unknown);
  }

  private DataDelay stages() {
    try {
      return ofStages.get();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The delay of the data is unknown: {0}", e.toString());
      return DataDelay.unknown(clock.instant());
    }
  }

  /** Without an answer nothing is said about time: the stages say what is worse. */
  private DataDelay time() {
    try {
      return timeStopped.get().map(DataDelay::timeStopped).orElse(DataDelay.NONE);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Whether time passes is unknown: {0}", e.toString());
      return DataDelay.NONE;
    }
  }
}
