package dev.tributary.control.start;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.control.change.ChangeStreams;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.clock.TickerRow;
import dev.tributary.control.pipeline.DelayMonitor;
import dev.tributary.control.pipeline.Pipeline;
import dev.tributary.runtime.threads.ResilientWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Checks the delay of the data every few seconds while somebody follows changes at this instance,
 * and reports a new state to all followers.
 */
@ApplicationScoped
public class DelayWiring {
  /** Data that have waited for longer are late. Pages are to say so within a minute more. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final Duration EVERY = Duration.ofSeconds(10);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("data-delay").factory());

  @Produces
  @Singleton
  DelayMonitor delayMonitor(Pipeline pipeline, Ticker ticker, Clock clock) {
    return new DelayMonitor(
        () -> pipeline.delay(LATE, clock.instant()),
        () -> Optional.of(ticker.read()).filter(row -> row.heldAt() != null).map(TickerRow::at),
        EVERY,
        clock);
  }

  void start(@Observes StartupEvent event, DelayMonitor monitor, ChangeStreams streams) {
    var unused =
        thread.scheduleWithFixedDelay(
            ResilientWork.repeatable(() -> check(monitor, streams)),
            EVERY.toSeconds(),
            EVERY.toSeconds(),
            TimeUnit.SECONDS);
  }

  private static void check(DelayMonitor monitor, ChangeStreams streams) {
    if (streams.isFollowed() && monitor.hasChanged()) {
      streams.changedInEachWorkspace(ChangeSubject.PIPELINE);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }
}
