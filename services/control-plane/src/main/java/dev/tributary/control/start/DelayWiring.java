package dev.tributary.control.start;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.control.change.ChangeStreams;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.clock.TickerRow;
import dev.tributary.control.clock.TimeState;
import dev.tributary.control.pipeline.DataDelay;
import dev.tributary.control.pipeline.DelayMonitor;
import dev.tributary.control.pipeline.Pipeline;
import dev.tributary.runtime.threads.PeriodicWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the delay of the data every few seconds while this instance has followers of changes, and
 * reports a new state to all followers.
 */
@ApplicationScoped
public class DelayWiring {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private @Nullable PeriodicWork work;

  @Produces
  @Singleton
  DelayMonitor delayMonitor(Pipeline pipeline, Ticker ticker, Clock clock) {
    return new DelayMonitor(
        pipeline::delay, () -> stoppedAt(ticker.read(), clock.instant()), EVERY, clock);
  }

  private static Optional<Instant> stoppedAt(TickerRow row, Instant now) {
    return row.state(now) == TimeState.PASSES ? Optional.empty() : Optional.of(row.at());
  }

  void start(@Observes StartupEvent event, DelayMonitor monitor, ChangeStreams streams) {
    Checks checks = new Checks(monitor, streams);
    work = new PeriodicWork("data-delay", EVERY, EVERY, checks::check);
    work.start();
  }

  void stop(@Observes ShutdownEvent event) {
    if (work != null) {
      work.close();
    }
  }

  /**
   * Checks whether the state differs from the last reported one. A new state is reported twice:
   * after the first report, a follower may ask another instance, whose last reading is older. Used
   * by one thread.
   */
  private static final class Checks {
    private final DelayMonitor monitor;
    private final ChangeStreams streams;
    private DataDelay reported = DataDelay.NONE;
    private boolean again;

    Checks(DelayMonitor monitor, ChangeStreams streams) {
      this.monitor = monitor;
      this.streams = streams;
    }

    void check() {
      if (!streams.isFollowed()) {
        return;
      }
      DataDelay now = monitor.current();
      boolean changed = now.differs(reported);
      if (changed || again) {
        streams.changedInEachWorkspace(ChangeSubject.PIPELINE);
      }
      again = changed;
      reported = now;
    }
  }
}
