package dev.tributary.control.start;

import dev.tributary.control.postgres.audit.TrailRetention;
import dev.tributary.runtime.threads.PeriodicWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

/** Deletes once an hour the entries whose retention has ended. */
@ApplicationScoped
public class Housekeeping {
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final PeriodicWork work = new PeriodicWork("housekeeping", FIRST, EVERY, this::forget);
  private final TrailRetention retention;
  private final Clock clock;

  public Housekeeping(TrailRetention retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    work.start();
  }

  private void forget() {
    retention.forget(clock.instant()).await().atMost(LONGEST);
  }

  void stop(@Observes ShutdownEvent event) {
    work.close();
  }
}
