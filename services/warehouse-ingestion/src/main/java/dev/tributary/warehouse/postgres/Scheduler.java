package dev.tributary.warehouse.postgres;

import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.threads.ResilientWork;
import dev.tributary.warehouse.kafka.KafkaRowTopic;
import dev.tributary.warehouse.table.RunFailure;
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
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Queues runs that are due by their model's schedule, in the workspace's business time; writes
 * tombstones; and deletes old sample rows of runs. Each of the three is its own task, so none waits
 * for another. Two schedulers at once are harmless, because a model has at most one open run. A
 * model that was due several times while no scheduler ran is run once. A schedule that fails is
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
  private final BooleanSupplier permitted;
  private final AtomicLong completed;
  private final Set<String> failing = new HashSet<>();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          3, Thread.ofPlatform().daemon().name("scheduler-", 0).factory());

  /**
   * @param permitted whether tombstones may be published
   */
  public Scheduler(
      PostgresSchedules schedules,
      PostgresRuns runs,
      Jdbi worker,
      KafkaRowTopic topic,
      WorkspaceDirectory workspaces,
      Clock clock,
      Duration samplesKept,
      BooleanSupplier permitted) {
    this.schedules = schedules;
    this.runs = runs;
    this.worker = worker;
    this.topic = topic;
    this.workspaces = workspaces;
    this.clock = clock;
    this.samplesKept = samplesKept;
    this.permitted = permitted;
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

  /** Time since the last complete check of all schedules; grows while rounds fail or hang. */
  public Duration age() {
    return Duration.ofMillis(clock.millis() - completed.get());
  }

  /** The executor would never call a task again after an exception. */
  private void repeat(String what, Runnable task) {
    threads.scheduleWithFixedDelay(
        ResilientWork.repeatable(() -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.warnf("%s wait: %s", what, e.getMessage());
          }
        }),
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

  /** The rows are deleted only after their tombstones are acknowledged. */
  private void forget() {
    if (!permitted.getAsBoolean()) {
      return;
    }
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
