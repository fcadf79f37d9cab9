package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.threads.PeriodicWork;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Queues runs that are due by their model's schedule, in the workspace's business time; writes
 * tombstones; and deletes old sample rows of runs. Each of the three is its own task, so none waits
 * for another. Two schedulers at once are harmless, because a model has at most one open run. A
 * model that was due several times while no scheduler ran is run once. A change of a model that
 * leaves its schedule as it is does not move the next run. A schedule that fails is logged once and
 * skipped; the others are not affected.
 */
public final class Scheduler implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Scheduler.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int TOMBSTONES = 1_000;

  private final Schedules schedules;
  private final Runs runs;
  private final Tombstones tombstones;
  private final RowTopic topic;
  private final Function<WorkspaceId, Optional<Workspace>> workspaces;
  private final Function<WorkspaceId, Instant> businessNow;
  private final Clock clock;
  private final Duration samplesKept;
  private final BooleanSupplier permitted;
  private final AtomicLong completed;
  private final Set<ModelId> failing = new HashSet<>();
  private final List<PeriodicWork> works =
      List.of(
          work("schedules", this::round),
          work("tombstones", this::forget),
          work("old-samples", this::forgetSamples));

  /**
   * @param workspaces a workspace, by its id
   * @param businessNow a workspace's time, by its id
   * @param permitted whether tombstones may be published
   */
  public Scheduler(
      Schedules schedules,
      Runs runs,
      Tombstones tombstones,
      RowTopic topic,
      Function<WorkspaceId, Optional<Workspace>> workspaces,
      Function<WorkspaceId, Instant> businessNow,
      Clock clock,
      Duration samplesKept,
      BooleanSupplier permitted) {
    this.schedules = schedules;
    this.runs = runs;
    this.tombstones = tombstones;
    this.topic = topic;
    this.workspaces = workspaces;
    this.businessNow = businessNow;
    this.clock = clock;
    this.samplesKept = samplesKept;
    this.permitted = permitted;
    this.completed = new AtomicLong(clock.millis());
  }

  public void start() {
    works.forEach(PeriodicWork::start);
  }

  @Override
  public void close() {
    works.forEach(PeriodicWork::close);
  }

  /** Time since the last complete check of all schedules; grows while rounds fail or hang. */
  public Duration age() {
    return Duration.ofMillis(clock.millis() - completed.get());
  }

  private static PeriodicWork work(String name, PeriodicWork.Round round) {
    return new PeriodicWork(name, EVERY, EVERY, round);
  }

  private void round() {
    for (Schedules.Entry entry : schedules.entries()) {
      try {
        consider(entry);
        failing.remove(entry.model());
      } catch (RuntimeException e) {
        if (failing.add(entry.model())) {
          LOG.log(
              Level.WARNING,
              "The schedule of %s in %s is skipped".formatted(entry.model(), entry.workspace()),
              e);
        }
      }
    }
    completed.set(clock.millis());
  }

  private void consider(Schedules.Entry entry) {
    Optional<Workspace> workspace =
        workspaces.apply(entry.workspace()).filter(found -> !found.held());
    if (workspace.isEmpty()) {
      return;
    }
    Instant now = businessNow.apply(entry.workspace());
    boolean due = entry.unchanged() && entry.next().filter(next -> !next.isAfter(now)).isPresent();
    if (due) {
      runs.enqueue(entry.workspace(), entry.model(), "schedule", null);
    }
    boolean computed = due || !entry.unchanged();
    if (computed || entry.scheduled() != entry.version()) {
      Optional<Instant> next =
          computed ? entry.schedule().next(now, workspace.get().zone()) : entry.next();
      schedules.set(entry.workspace(), entry.model(), entry.version(), next.orElse(null));
    }
  }

  private void forgetSamples() {
    runs.forgetSamples(clock.instant().minus(samplesKept));
  }

  private void forget() {
    if (permitted.getAsBoolean()) {
      tombstones.publishDue(topic, TOMBSTONES);
    }
  }
}
