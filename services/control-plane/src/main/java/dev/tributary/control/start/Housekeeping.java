package dev.tributary.control.start;

import dev.tributary.control.postgres.audit.TrailRetention;
import dev.tributary.runtime.threads.ResilientWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Deletes once an hour the entries whose retention has ended. */
@ApplicationScoped
public class Housekeeping {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());
  private final TrailRetention retention;
  private final Clock clock;

  public Housekeeping(TrailRetention retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    var unused =
        thread.scheduleWithFixedDelay(
            ResilientWork.repeatable(this::forget), 5, 60, TimeUnit.MINUTES);
  }

  private void forget() {
    try {
      retention.forget(clock.instant()).await().atMost(LONGEST);
    } catch (RuntimeException e) {
      LOG.warnf("Entries past their retention stay until the next hour: %s", e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }
}
