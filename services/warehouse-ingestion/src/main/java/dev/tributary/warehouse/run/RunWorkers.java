package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.threads.Wakeup;
import dev.tributary.runtime.work.Cancellation;
import dev.tributary.runtime.work.WorkEngine;
import dev.tributary.runtime.work.WorkSettings;
import dev.tributary.runtime.work.Worker;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.model.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Works on runs, a few at a time. A run has a lease. If this process dies, another process takes
 * over the run after the lease and continues it under the same id.
 */
public final class RunWorkers implements AutoCloseable {
  /** Less than a third of the lease, because a cancelled run stops only at a renewal. */
  private static final Duration RENEWAL = Duration.ofSeconds(5);

  private final Runs runs;
  private final Runner runner;
  private final DefinitionStore<ModelSpec> models;
  private final DefinitionStore<WarehouseSpec> warehouses;
  private final Function<WorkspaceId, Instant> businessNow;
  private final Limits limits;
  private final WorkEngine<ClaimedRun> engine;

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
    this.limits = limits;
    engine =
        new WorkEngine<>(
            new RunQueue(runs, owner, limits.ofOneWorkspace()),
            new Work(),
            WorkSettings.several("run-worker", limits.workers(), RENEWAL, queued, permitted));
  }

  public void start() {
    engine.start();
  }

  /**
   * Stops taking runs. A run in progress is left to its lease, and another process continues it.
   */
  @Override
  public void close() {
    engine.close();
  }

  /** Carries out a run with the definitions of its model and of its warehouse. */
  private final class Work implements Worker<ClaimedRun> {
    @Override
    public void carryOut(ClaimedRun claimed, Cancellation stop) {
      Run run = claimed.run();
      Optional<StoredDefinition<ModelSpec>> model =
          models.find(run.workspace(), run.model().value());
      Optional<StoredDefinition<WarehouseSpec>> warehouse =
          model.flatMap(
              found -> warehouses.find(run.workspace(), found.spec().warehouse().value()));
      if (model.isEmpty() || warehouse.isEmpty()) {
        runs.ended(
            claimed,
            RunState.FAILED,
            new Run.Failure("model-deleted", "The model or its warehouse was deleted meanwhile"));
        return;
      }
      Instant before = run.startedAt();
      Instant startedAt = before == null ? businessNow.apply(run.workspace()) : before;
      runs.started(claimed, startedAt);
      runner.run(claimed, model.get(), warehouse.get().spec().connection(), startedAt, stop);
    }

    @Override
    public void cancelled(ClaimedRun claimed) {
      runs.ended(claimed, RunState.CANCELLED, null);
    }

    @Override
    public void overdue(ClaimedRun claimed) {
      runs.ended(
          claimed,
          RunState.FAILED,
          new Run.Failure(
              "run-too-long",
              "The run took longer than a run may take; read fewer rows, or ask the operator to"
                  + " raise tributary.warehouse.run-limit"));
    }

    /** Counts the work of earlier claims too. */
    @Override
    public Optional<Duration> limit(ClaimedRun claimed) {
      return Optional.of(limits.longest().minus(claimed.run().worked()));
    }
  }
}
