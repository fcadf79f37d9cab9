package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.work.LeaseLost;
import dev.tributary.runtime.work.Renewal;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.RefusedRow;
import dev.tributary.warehouse.snapshot.SampleRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored runs, for the workers. The methods with a {@link ClaimedRun} throw {@link LeaseLost}
 * and change nothing after another worker has claimed the run, after it has ended, and after it was
 * deleted. Thread-safe.
 */
public interface Runs {

  /** Queues a run; empty if the model has a run that has not ended. */
  Optional<Run> enqueue(
      WorkspaceId workspace, ModelId model, String trigger, @Nullable String actor);

  /**
   * Takes a run that waits, or whose worker has died. It belongs to this claim until the lease
   * ends. The workspace with the fewest runs in progress comes first, then the run that has waited
   * longest.
   *
   * @param owner the name of this claim, different at each claim
   * @param most the largest number of runs in progress of one workspace
   */
  Optional<ClaimedRun> claim(String owner, int most);

  /**
   * Renews the lease of a run. Never throws {@link LeaseLost}.
   *
   * @return whether the run still belongs to this claim, and whether it must stop
   */
  Renewal renew(ClaimedRun claimed);

  /** Deletes the sample rows of runs that were queued before this time. */
  void forgetSamples(Instant queuedBefore);

  void started(ClaimedRun claimed, Instant at);

  void phase(ClaimedRun claimed, Phase phase);

  void compared(
      ClaimedRun claimed, Counts counts, List<RefusedRow> refused, List<SampleRow> samples);

  void published(ClaimedRun claimed, long published);

  /** The run waits until a user releases it. The claim has ended. */
  void held(ClaimedRun claimed, String reason);

  /** The run has ended, and the claim with it. */
  void ended(ClaimedRun claimed, RunState state, Run.@Nullable Failure failure);

  /** Removals of the complete runs of a model, newest first. */
  List<Long> removals(WorkspaceId workspace, ModelId model, int limit);

  /**
   * The number of the log that rows are published to; grows when an operator accepts another log.
   */
  long rowsLog();
}
