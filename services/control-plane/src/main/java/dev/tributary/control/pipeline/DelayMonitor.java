package dev.tributary.control.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows the delay of the data, and reads it again at most once in an interval, however many pages
 * ask. Thread-safe; a call blocks while the log is read.
 */
public final class DelayMonitor {
  private static final System.Logger LOG = System.getLogger(DelayMonitor.class.getName());

  private final Supplier<DataDelay> ofStages;
  private final Supplier<Optional<Instant>> timeStopped;
  private final Duration every;
  private final InstantSource clock;
  private DataDelay newest = DataDelay.NONE;
  private DataDelay reported = DataDelay.NONE;
  private @Nullable Instant readAt;

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
  }

  /** The delay, as of at most one interval ago. */
  public synchronized DataDelay current() {
    Instant now = clock.instant();
    if (readAt == null || !now.isBefore(readAt.plus(every))) {
      newest = read(now);
      readAt = now;
    }
    return newest;
  }

  /** Whether pages that show the delay have to read it again. */
  public synchronized boolean hasChanged() {
    DataDelay now = current();
    boolean changed = now.differs(reported);
    reported = now;
    return changed;
  }

  private DataDelay read(Instant now) {
    try {
      return timeStopped
          .get()
          .map(DataDelay::timeStopped)
          .orElse(DataDelay.NONE)
          .or(ofStages.get());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The delay of the data is unknown: {0}", e.toString());
      return newest.state() == DataDelay.State.UNKNOWN ? newest : DataDelay.unknown(now);
    }
  }
}
