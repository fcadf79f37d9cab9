package dev.tributary.warehouse.run;

import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.work.Renewal;
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
  public Optional<ClaimedRun> claim(String owner, int most) {
    Optional<ClaimedRun> claimed = runs.claim(owner, most);
    claimed.ifPresent(this::report);
    return claimed;
  }

  @Override
  public Renewal renew(ClaimedRun claimed) {
    return runs.renew(claimed);
  }

  /** Reports nothing: pages need not follow the deletion of old samples. */
  @Override
  public void forgetSamples(Instant queuedBefore) {
    runs.forgetSamples(queuedBefore);
  }

  @Override
  public void started(ClaimedRun claimed, Instant at) {
    runs.started(claimed, at);
    report(claimed);
  }

  @Override
  public void phase(ClaimedRun claimed, Phase phase) {
    runs.phase(claimed, phase);
    report(claimed);
  }

  @Override
  public void compared(
      ClaimedRun claimed, Counts counts, List<RefusedRow> refused, List<SampleRow> samples) {
    runs.compared(claimed, counts, refused, samples);
    report(claimed);
  }

  @Override
  public void published(ClaimedRun claimed, long published) {
    runs.published(claimed, published);
    report(claimed);
  }

  @Override
  public void held(ClaimedRun claimed, String reason) {
    runs.held(claimed, reason);
    report(claimed);
  }

  @Override
  public void ended(ClaimedRun claimed, RunState state, Run.@Nullable Failure failure) {
    runs.ended(claimed, state, failure);
    report(claimed);
  }

  @Override
  public List<Long> removals(WorkspaceId workspace, ModelId model, int limit) {
    return runs.removals(workspace, model, limit);
  }

  @Override
  public long rowsLog() {
    return runs.rowsLog();
  }

  private void report(ClaimedRun claimed) {
    Run run = claimed.run();
    changes.changed(run.workspace(), ChangeSubject.RUNS, List.of(run.id().value()));
  }
}
