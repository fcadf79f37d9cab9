package dev.tributary.warehouse.postgres;

import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.warehouse.kafka.KafkaRowTopic;
import dev.tributary.warehouse.run.RunFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Queues runs that are due by their model's schedule, in the workspace's business time; writes
 * tombstones; and empties what runs have shown for long enough. Each of the three is a task of its
 * own, so none waits for another. Two schedulers at once are harmless: a model has at most one open
 * run. A model that was due several times while nobody looked runs once. A schedule that fails is
 * logged once and skipped; the others are not affected.
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
  private final AtomicLong completed;
  private final Set<String> failing = new HashSet<>();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          3, Thread.ofPlatform().daemon().name("scheduler-", 0).factory());

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
    this.completed = new AtomicLong(clock.millis());
  }

  public void start() {
    repeat("Schedules", this::round);
    repeat("Tombstones", this::forget);
    repeat("Old samples", () -> runs.forgetSamples(clock.instant().minus(samplesKept)));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Time since every schedule was last looked at; grows while rounds fail or hang. */
  public Duration age() {
    return Duration.ofMillis(clock.millis() - completed.get());
  }

  /** A task that throws would never be called again. */
  private void repeat(String what, Runnable task) {
    threads.scheduleWithFixedDelay(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.warnf("%s wait: %s", what, e.getMessage());
          }
        },
        1,
        1,
        TimeUnit.SECONDS);
  }

  private void round() {
    for (PostgresSchedules.Entry entry : schedules.entries()) {
      try {
        consider(entry);
        failing.remove(entry.model());
      } catch (RuntimeException e) {
        if (failing.add(entry.model())) {
          LOG.warnf(e, "The schedule of %s in %s is skipped", entry.model(), entry.workspace());
        }
      }
    }
    completed.set(clock.millis());
  }

  private void consider(PostgresSchedules.Entry entry) {
    Optional<Workspace> workspace =
        workspaces.find(entry.workspace()).filter(found -> !found.held());
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
      Optional<Instant> next = entry.schedule().next(now, workspace.get().zone());
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
