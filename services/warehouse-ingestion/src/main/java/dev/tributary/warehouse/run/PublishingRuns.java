package dev.tributary.warehouse.run;

import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.RefusedRow;
import dev.tributary.warehouse.snapshot.SampleRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports each change of a run after the change is stored. Thread-safe. */
public final class PublishingRuns implements Runs {
  private final Runs runs;
  private final ChangeListener changes;

  public PublishingRuns(Runs runs, ChangeListener changes) {
    this.runs = runs;
    this.changes = changes;
  }

  /** Reports nothing: nobody knows the id of a new run yet. */
  @Override
  public Optional<Run> enqueue(
      WorkspaceId workspace, ModelId model, String trigger, @Nullable String actor) {
    return runs.enqueue(workspace, model, trigger, actor);
  }

  @Override
  public Optional<Run> claim(String owner, int most) {
    Optional<Run> claimed = runs.claim(owner, most);
    claimed.ifPresent(this::report);
    return claimed;
  }

  @Override
  public Heartbeat heartbeat(Run run, String owner) {
    return runs.heartbeat(run, owner);
  }

  /** Reports nothing: pages need not follow the deletion of old samples. */
  @Override
  public void forgetSamples(Instant queuedBefore) {
    runs.forgetSamples(queuedBefore);
  }

  @Override
  public void started(Run run, Instant at) {
    runs.started(run, at);
    report(run);
  }

  @Override
  public void phase(Run run, Phase phase) {
    runs.phase(run, phase);
    report(run);
  }

  @Override
  public void compared(Run run, Counts counts, List<RefusedRow> refused, List<SampleRow> samples) {
    runs.compared(run, counts, refused, samples);
    report(run);
  }

  @Override
  public void published(Run run, long published) {
    runs.published(run, published);
    report(run);
  }

  @Override
  public void held(Run run, String reason) {
    runs.held(run, reason);
    report(run);
  }

  @Override
  public void ended(Run run, RunState state, Run.@Nullable Failure failure) {
    runs.ended(run, state, failure);
    report(run);
  }

  @Override
  public List<Long> removals(WorkspaceId workspace, ModelId model, int limit) {
    return runs.removals(workspace, model, limit);
  }

  @Override
  public long rowsLog() {
    return runs.rowsLog();
  }

  private void report(Run run) {
    changes.changed(run.workspace(), ChangeSubject.RUNS, List.of(run.id().value()));
  }
}
