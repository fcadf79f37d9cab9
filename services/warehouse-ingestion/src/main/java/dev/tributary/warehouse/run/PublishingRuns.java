package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.warehouse.duckdb.SnapshotDiff;
import dev.tributary.warehouse.snapshot.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes each change of a run after the change is stored. The number of published rows changes
 * many times a second, and is announced at most twice a second for each run. Thread-safe.
 */
public final class PublishingRuns implements Runs {
  private static final long INTERVAL_NANOS = Duration.ofMillis(500).toNanos();

  private final Runs runs;
  private final RunChanges changes;
  private final LongSupplier nanos;
  private final Map<String, Long> announced = new ConcurrentHashMap<>();

  public PublishingRuns(Runs runs, RunChanges changes) {
    this(runs, changes, System::nanoTime);
  }

  /**
   * @param nanos the time as of {@link System#nanoTime}
   */
  PublishingRuns(Runs runs, RunChanges changes, LongSupplier nanos) {
    this.runs = runs;
    this.changes = changes;
    this.nanos = nanos;
  }

  /** Publishes nothing: nobody knows the id of a new run yet. */
  @Override
  public Optional<Run> enqueue(
      WorkspaceId workspace, String model, String trigger, @Nullable String actor) {
    return runs.enqueue(workspace, model, trigger, actor);
  }

  @Override
  public Optional<Run> claim(String owner, int most) {
    Optional<Run> claimed = runs.claim(owner, most);
    claimed.ifPresent(this::publish);
    return claimed;
  }

  @Override
  public Heartbeat heartbeat(Run run, String owner) {
    return runs.heartbeat(run, owner);
  }

  @Override
  public void started(Run run, Instant at) {
    runs.started(run, at);
    publish(run);
  }

  @Override
  public void phase(Run run, Phase phase) {
    runs.phase(run, phase);
    publish(run);
  }

  @Override
  public void compared(
      Run run,
      Counts counts,
      List<SnapshotDiff.Refused> refused,
      List<SnapshotDiff.Sample> samples) {
    runs.compared(run, counts, refused, samples);
    publish(run);
  }

  @Override
  public void published(Run run, long published) {
    runs.published(run, published);
    if (due(run)) {
      publish(run);
    }
  }

  @Override
  public void held(Run run, String reason) {
    runs.held(run, reason);
    publish(run);
  }

  @Override
  public void ended(Run run, RunState state, Run.@Nullable Failure failure) {
    runs.ended(run, state, failure);
    publish(run);
  }

  @Override
  public List<Long> removals(WorkspaceId workspace, String model, int limit) {
    return runs.removals(workspace, model, limit);
  }

  @Override
  public long rowsLog() {
    return runs.rowsLog();
  }

  private void publish(Run run) {
    changes.changed(run.workspace(), run.id());
  }

  /** Removes times that are older than the interval, so that the map stays small. */
  private boolean due(Run run) {
    long now = nanos.getAsLong();
    announced.values().removeIf(time -> now - time >= INTERVAL_NANOS);
    return announced.putIfAbsent(run.id(), now) == null;
  }
}
