package dev.tributary.warehouse.run;

import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.model.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Works on runs, a few at a time. A run is leased; when this process dies, another takes the run up
 * after the lease and goes on under the same id.
 */
public final class RunWorkers implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RunWorkers.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofMillis(250);

  private final Runs runs;
  private final Runner runner;
  private final DefinitionStore<ModelSpec> models;
  private final DefinitionStore<WarehouseSpec> warehouses;
  private final Function<String, Instant> businessNow;
  private final String owner;
  private final Limits limits;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("run-worker-", 0).factory());
  private final ScheduledExecutorService heartbeats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("run-heartbeat").factory());
  private volatile boolean running;

  /**
   * How much is worked on, and how long.
   *
   * @param workers runs at the same time in this process
   * @param ofOneWorkspace runs of one workspace at the same time, in all processes
   * @param longest that a run may take
   */
  public record Limits(int workers, int ofOneWorkspace, Duration longest) {}

  /**
   * @param businessNow a workspace's time, by its id
   * @param owner this process, differently named at each start
   */
  public RunWorkers(
      Runs runs,
      Runner runner,
      DefinitionStore<ModelSpec> models,
      DefinitionStore<WarehouseSpec> warehouses,
      Function<String, Instant> businessNow,
      String owner,
      Limits limits) {
    this.runs = runs;
    this.runner = runner;
    this.models = models;
    this.warehouses = warehouses;
    this.businessNow = businessNow;
    this.owner = owner;
    this.limits = limits;
  }

  public void start() {
    running = true;
    for (int i = 0; i < limits.workers(); i++) {
      threads.execute(this::work);
    }
  }

  /** Stops taking runs; one that is under way is left to its lease and goes on elsewhere. */
  @Override
  public void close() {
    running = false;
    threads.shutdownNow();
    heartbeats.shutdownNow();
  }

  private void work() {
    while (running) {
      try {
        Optional<Run> claimed = runs.claim(owner, limits.ofOneWorkspace());
        if (claimed.isPresent()) {
          carryOut(claimed.get());
        } else {
          TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.warnf("Runs wait: %s", e.getMessage());
        pause();
      }
    }
  }

  private void carryOut(Run run) {
    Optional<Stored<ModelSpec>> model = models.find(run.workspace(), run.model());
    Optional<Stored<WarehouseSpec>> warehouse =
        model.flatMap(found -> warehouses.find(run.workspace(), found.spec().warehouse()));
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
    Stop stop = new Stop();
    long begun = System.nanoTime() - run.worked().toNanos();
    ScheduledFuture<?> beating =
        heartbeats.scheduleWithFixedDelay(
            () -> beat(run, stop, begun),
            HEARTBEAT.toMillis(),
            HEARTBEAT.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      runner.run(run, model.get(), warehouse.get().spec().connection(), startedAt, stop);
    } finally {
      beating.cancel(false);
    }
  }

  private void beat(Run run, Stop stop, long begun) {
    try {
      Runs.Heartbeat answer = runs.heartbeat(run, owner);
      if (answer == Runs.Heartbeat.GO_ON
          && System.nanoTime() - begun > limits.longest().toNanos()) {
        answer = Runs.Heartbeat.OVERDUE;
      }
      if (answer != Runs.Heartbeat.GO_ON && !stop.requested()) {
        stop.request(answer);
      }
    } catch (RuntimeException e) {
      LOG.warnf("The lease of %s could not be renewed: %s", run.id(), e.getMessage());
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
