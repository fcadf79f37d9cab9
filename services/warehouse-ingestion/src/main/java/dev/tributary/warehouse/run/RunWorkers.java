package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.threads.ResilientWork;
import dev.tributary.runtime.threads.Wakeup;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.model.ModelSpec;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Works on runs, a few at a time. A run has a lease. If this process dies, another process takes
 * over the run after the lease and continues it under the same id.
 */
public final class RunWorkers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunWorkers.class.getName());
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** A run that another process has queued begins at most this late. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Runs runs;
  private final Runner runner;
  private final DefinitionStore<ModelSpec> models;
  private final DefinitionStore<WarehouseSpec> warehouses;
  private final Function<WorkspaceId, Instant> businessNow;
  private final String owner;
  private final Limits limits;
  private final Wakeup queued;
  private final BooleanSupplier permitted;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService heartbeats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("run-heartbeat").factory());
  private volatile boolean running;

  /**
   * Limits of the work.
   *
   * @param workers runs at the same time in this process
   * @param ofOneWorkspace runs of one workspace at the same time, in all processes
   * @param longest the largest duration of a run
   */
  public record Limits(int workers, int ofOneWorkspace, Duration longest) {}

  /**
   * @param businessNow a workspace's time, by its id
   * @param owner the name of this process, different at each start
   * @param queued signals each run that this process queues
   * @param permitted whether rows may be published; if not, a run in progress is left to its lease
   */
  public RunWorkers(
      Runs runs,
      Runner runner,
      DefinitionStore<ModelSpec> models,
      DefinitionStore<WarehouseSpec> warehouses,
      Function<WorkspaceId, Instant> businessNow,
      String owner,
      Limits limits,
      Wakeup queued,
      BooleanSupplier permitted) {
    this.runs = runs;
    this.runner = runner;
    this.models = models;
    this.warehouses = warehouses;
    this.businessNow = businessNow;
    this.owner = owner;
    this.limits = limits;
    this.queued = queued;
    this.permitted = permitted;
  }

  public void start() {
    running = true;
    for (int i = 0; i < limits.workers(); i++) {
      Thread.Builder thread = Thread.ofPlatform().name("run-worker-" + i);
      threads.add(ResilientWork.start(thread, () -> running, this::work));
    }
  }

  /**
   * Stops taking runs. A run in progress is left to its lease, and another process continues it.
   */
  @Override
  public void close() {
    running = false;
    threads.forEach(Thread::interrupt);
    heartbeats.shutdownNow();
  }

  private void work() {
    while (running) {
      try {
        Optional<Run> claimed =
            permitted.getAsBoolean()
                ? runs.claim(owner, limits.ofOneWorkspace())
                : Optional.empty();
        if (claimed.isPresent()) {
          carryOut(claimed.get());
        } else {
          queued.await(IDLE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "Runs wait: {0}", e.getMessage());
        pause();
      }
    }
  }

  private void carryOut(Run run) {
    Optional<StoredDefinition<ModelSpec>> model = models.find(run.workspace(), run.model().value());
    Optional<StoredDefinition<WarehouseSpec>> warehouse =
        model.flatMap(found -> warehouses.find(run.workspace(), found.spec().warehouse().value()));
    if (model.isEmpty() || warehouse.isEmpty()) {
      runs.ended(
          run,
          RunState.FAILED,
          new Run.Failure("model-deleted", "The model or its warehouse was deleted meanwhile"));
      return;
    }
    Instant before = run.startedAt();
    Instant startedAt = before == null ? businessNow.apply(run.workspace()) : before;
    runs.started(run, startedAt);
    RunCancellation stop = new RunCancellation();
    long begun = System.nanoTime() - run.worked().toNanos();
    ScheduledFuture<?> beating =
        heartbeats.scheduleWithFixedDelay(
            ResilientWork.repeatable(() -> beat(run, stop, begun)),
            HEARTBEAT.toMillis(),
            HEARTBEAT.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      runner.run(run, model.get(), warehouse.get().spec().connection(), startedAt, stop);
    } finally {
      beating.cancel(false);
    }
  }

  private void beat(Run run, RunCancellation stop, long begun) {
    try {
      Runs.Heartbeat answer = runs.heartbeat(run, owner);
      if (answer == Runs.Heartbeat.GO_ON
          && System.nanoTime() - begun > limits.longest().toNanos()) {
        answer = Runs.Heartbeat.OVERDUE;
      }
      if (!permitted.getAsBoolean()) {
        answer = Runs.Heartbeat.LOST;
      }
      if (answer != Runs.Heartbeat.GO_ON && !stop.requested()) {
        stop.request(answer);
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "The lease of {0} could not be renewed: {1}", run.id(), e.getMessage());
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
