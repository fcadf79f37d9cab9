package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.RefusedRow;
import dev.tributary.warehouse.snapshot.SampleRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored runs, for the workers. */
public interface Runs {

  /** Queues a run; empty if the model has a run that has not ended. */
  Optional<Run> enqueue(
      WorkspaceId workspace, ModelId model, String trigger, @Nullable String actor);

  /**
   * Takes a run that waits, or whose worker has died. It belongs to this worker until the lease
   * ends. The workspace with the fewest runs in progress comes first, then the run that has waited
   * longest.
   *
   * @param most the largest number of runs in progress of one workspace
   */
  Optional<Run> claim(String owner, int most);

  /**
   * Renews the lease of a run.
   *
   * @return whether the run still belongs to this worker, and whether it must stop
   */
  Heartbeat heartbeat(Run run, String owner);

  /** Whether the worker may continue. */
  enum Heartbeat {
    GO_ON,
    CANCEL,
    LOST,
    /** The run takes longer than allowed. */
    OVERDUE
  }

  /** Deletes the sample rows of runs that were queued before this time. */
  void forgetSamples(Instant queuedBefore);

  void started(Run run, Instant at);

  void phase(Run run, Phase phase);

  void compared(Run run, Counts counts, List<RefusedRow> refused, List<SampleRow> samples);

  void published(Run run, long published);

  void held(Run run, String reason);

  void ended(Run run, RunState state, Run.@Nullable Failure failure);

  /** Removals of the complete runs of a model, newest first. */
  List<Long> removals(WorkspaceId workspace, ModelId model, int limit);

  /**
   * The number of the log that rows are published to; grows when an operator accepts another log.
   */
  long rowsLog();
}
