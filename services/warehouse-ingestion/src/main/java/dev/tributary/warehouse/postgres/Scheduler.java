package dev.tributary.warehouse.postgres;

import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.warehouse.kafka.KafkaRowTopic;
import dev.tributary.warehouse.run.RunFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Queues what is due: runs by their model's schedule, in the workspace's business time, and
 * tombstones; and empties what runs have shown for long enough. Two of them at once are harmless: a
 * model has at most one open run. A model that was due several times while nobody looked runs once.
 */
public final class Scheduler implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Scheduler.class);
  private static final int TOMBSTONES = 1_000;

  private final PostgresSchedules schedules;
  private final PostgresRuns runs;
  private final Jdbi worker;
  private final KafkaRowTopic topic;
  private final WorkspaceDirectory workspaces;
  private final Clock clock;
  private final Duration samplesKept;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("scheduler").factory());

  public Scheduler(
      PostgresSchedules schedules,
      PostgresRuns runs,
      Jdbi worker,
      KafkaRowTopic topic,
      WorkspaceDirectory workspaces,
      Clock clock,
      Duration samplesKept) {
    this.schedules = schedules;
    this.runs = runs;
    this.worker = worker;
    this.topic = topic;
    this.workspaces = workspaces;
    this.clock = clock;
    this.samplesKept = samplesKept;
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::round, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void round() {
    try {
      schedules.entries().forEach(this::consider);
      forget();
      runs.forgetSamples(clock.instant().minus(samplesKept));
    } catch (RuntimeException e) {
      LOG.warnf("Schedules wait: %s", e.getMessage());
    }
  }

  private void consider(PostgresSchedules.Entry entry) {
    Optional<Workspace> workspace = workspaces.find(entry.workspace());
    if (workspace.isEmpty()) {
      return;
    }
    Instant now = workspaces.businessNow(entry.workspace());
    boolean fresh = entry.scheduled() != entry.version();
    boolean due = !fresh && entry.next().filter(next -> !next.isAfter(now)).isPresent();
    if (due) {
      runs.enqueue(entry.workspace(), entry.model(), "schedule", null);
    }
    if (fresh || due) {
      Optional<Instant> next = entry.spec().schedule().next(now, workspace.get().zone());
      schedules.set(entry.workspace(), entry.model(), entry.version(), next.orElse(null));
    }
  }

  /** The rows are struck off only after their tombstones are acknowledged. */
  private void forget() {
    worker.useTransaction(tx -> {
      List<PostgresTombstones.Due> due = PostgresTombstones.take(tx, clock.instant(), TOMBSTONES);
      if (due.isEmpty()) {
        return;
      }
      due.forEach(each -> topic.tombstone(each.workspace(), each.keyHash()));
      try {
        topic.flush();
      } catch (RunFailure e) {
        throw new IllegalStateException("Tombstones could not be written", e);
      }
    });
  }
}
