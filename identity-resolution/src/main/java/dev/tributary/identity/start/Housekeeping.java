package dev.tributary.identity.start;

import dev.tributary.identity.audit.TrailHandover;
import dev.tributary.identity.kafka.RedecisionSender;
import dev.tributary.identity.postgres.NameBackfill;
import dev.tributary.identity.postgres.Retention;
import dev.tributary.identity.postgres.matching.MatchingSchedule;
import dev.tributary.identity.postgres.replay.ReplayCopyRetention;
import dev.tributary.runtime.threads.WorksInTurn;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Once an hour, it deletes the data whose retention has ended, and completes work that a crash has
 * interrupted. Each minute, it requests the runs of matching that are due, and sends the entries of
 * the audit trail that earlier versions have stored to the control plane. After an upgrade, it
 * stores the names of earlier people in small steps, every five seconds. None of these tasks is
 * urgent, so one runs at a time, and the others leave the connections to the loops.
 */
@ApplicationScoped
public class Housekeeping {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final Duration LATER = Duration.ofMinutes(20);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Retention retention;
  private final ReplayCopyRetention replayCopies;
  private final TrailHandover trail;
  private final NameBackfill names;
  private final Clock clock;
  private final WorksInTurn works;

  /** Confined to the thread that stores names. */
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
    this.trail = trail;
    this.names = names;
    this.clock = clock;
    this.works =
        new WorksInTurn()
            .add("retention", SOON, HOUR, this::forget)
            .add("redecisions", LATER, HOUR, redecisions::sendAll)
            .add("matching-schedule", MINUTE, MINUTE, matching::round)
            .add("trail-handover", STEP, MINUTE, this::handOver)
            .add("name-backfill", STEP, STEP, this::storeNames);
  }

  void start(@Observes StartupEvent event) {
    works.start();
  }

  private void forget() throws SQLException {
    retention.forget(clock.instant());
    replayCopies.forget();
  }

  private void handOver() {
    long entries = trail.run();
    if (entries > 0) {
      LOG.infof("%d entries of the audit trail were handed over to the control plane", entries);
    }
  }

  private void storeNames() throws SQLException {
    if (!named) {
      named = names.round();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    works.close();
  }
}
