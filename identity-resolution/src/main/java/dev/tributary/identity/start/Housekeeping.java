package dev.tributary.identity.start;

import dev.tributary.identity.audit.TrailHandover;
import dev.tributary.identity.kafka.RedecisionSender;
import dev.tributary.identity.postgres.NameBackfill;
import dev.tributary.identity.postgres.Retention;
import dev.tributary.identity.postgres.matching.MatchingSchedule;
import dev.tributary.identity.postgres.replay.ReplayCopyRetention;
import dev.tributary.runtime.threads.ResilientWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Once an hour, it deletes the data whose retention has ended, and completes work that a crash has
 * interrupted. Each minute, it requests the runs of matching that are due, and sends the entries of
 * the audit trail that earlier versions have stored to the control plane. After an upgrade, it
 * stores the names of earlier people in small steps, every five seconds.
 */
@ApplicationScoped
public class Housekeeping {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());
  private final Retention retention;
  private final ReplayCopyRetention replayCopies;
  private final RedecisionSender redecisions;
  private final MatchingSchedule matching;
  private final TrailHandover trail;
  private final NameBackfill names;
  private final Clock clock;

  /** Confined to the thread. */
  private boolean named;

  public Housekeeping(
      Retention retention,
      ReplayCopyRetention replayCopies,
      RedecisionSender redecisions,
      MatchingSchedule matching,
      TrailHandover trail,
      NameBackfill names,
      Clock clock) {
    this.retention = retention;
    this.replayCopies = replayCopies;
    this.redecisions = redecisions;
    this.matching = matching;
    this.trail = trail;
    this.names = names;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    var forgetting =
        thread.scheduleWithFixedDelay(
            ResilientWork.repeatable(this::forget), 5, 60, TimeUnit.MINUTES);
    var redeciding =
        thread.scheduleWithFixedDelay(
            ResilientWork.repeatable(this::redecide), 5, 60, TimeUnit.MINUTES);
    var matchings =
        thread.scheduleWithFixedDelay(
            ResilientWork.repeatable(this::match), 1, 1, TimeUnit.MINUTES);
    var handingOver =
        thread.scheduleWithFixedDelay(
            ResilientWork.repeatable(this::handOver), 5, 60, TimeUnit.SECONDS);
    var naming =
        thread.scheduleWithFixedDelay(
            ResilientWork.repeatable(this::storeNames), 5, 5, TimeUnit.SECONDS);
  }

  private void forget() {
    try {
      retention.forget(clock.instant());
      replayCopies.forget();
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("Data past their retention stay until the next hour: %s", e.getMessage());
    }
  }

  private void redecide() {
    try {
      redecisions.sendAll();
    } catch (RuntimeException e) {
      LOG.warnf("Changed policies wait for the next hour: %s", e.getMessage());
    }
  }

  private void match() {
    try {
      matching.round();
    } catch (RuntimeException e) {
      LOG.warnf("Runs of matching that are due wait for a minute: %s", e.getMessage());
    }
  }

  private void handOver() {
    try {
      long entries = trail.run();
      if (entries > 0) {
        LOG.infof("%d entries of the audit trail were handed over to the control plane", entries);
      }
    } catch (RuntimeException e) {
      LOG.warnf("Entries of the audit trail are handed over in a minute: %s", e.getMessage());
    }
  }

  private void storeNames() {
    if (named) {
      return;
    }
    try {
      named = names.round();
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("Names of earlier people are stored later: %s", e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }
}
