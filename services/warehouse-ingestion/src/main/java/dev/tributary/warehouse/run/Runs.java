package dev.tributary.warehouse.run;

import dev.tributary.warehouse.duckdb.SnapshotDiff;
import dev.tributary.warehouse.snapshot.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where runs are kept, as whoever works on them sees it. */
public interface Runs {

  /** Queues a run; empty if the model has one that is not over. */
  Optional<Run> enqueue(String workspace, String model, String trigger, @Nullable String actor);

  /**
   * Takes a run that waits, or whose worker has gone; it is this worker's until the lease runs out.
   * A workspace that has fewer under way comes first, then the run that has waited longest.
   *
   * @param most how many runs of one workspace may be under way
   */
  Optional<Run> claim(String owner, int most);

  /**
   * Keeps a run for this worker.
   *
   * @return what has become of it: whether it is still this worker's, and whether to stop
   */
  Heartbeat heartbeat(Run run, String owner);

  /** Whether to go on. */
  enum Heartbeat {
    GO_ON,
    CANCEL,
    LOST,
    /** It takes longer than a run may take. */
    OVERDUE
  }

  void started(Run run, Instant at);

  void phase(Run run, Phase phase);

  void compared(
      Run run,
      Counts counts,
      List<SnapshotDiff.Refused> refused,
      List<SnapshotDiff.Sample> samples);

  void published(Run run, long published);

  void held(Run run, String reason);

  void ended(Run run, RunState state, Run.@Nullable Failure failure);

  /** Removals of the complete runs of a model, newest first. */
  List<Long> removals(String workspace, String model, int limit);
}
