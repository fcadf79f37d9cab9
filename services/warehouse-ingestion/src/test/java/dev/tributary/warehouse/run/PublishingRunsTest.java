package dev.tributary.warehouse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.work.LeaseLost;
import dev.tributary.runtime.work.Renewal;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.RefusedRow;
import dev.tributary.warehouse.snapshot.SampleRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishingRunsTest {
  private static final Instant AT = Instant.parse("2026-01-15T12:00:00Z");
  private static final String REPORTED = "RUNS [run_1]";

  private final List<String> steps = new ArrayList<>();
  private boolean lost;
  private final PublishingRuns runs =
      new PublishingRuns(new Stored(), (_, subject, ids) -> steps.add(subject + " " + ids));

  @Test
  void eachChangeIsReportedAfterItIsStored() {
    ClaimedRun run = runs.claim("process", 1).orElseThrow();
    runs.started(run, AT);
    runs.phase(run, Phase.READING);
    runs.compared(run, Counts.NONE, List.of(), List.of());
    runs.published(run, 1);
    runs.held(run, "Too many rows would be removed");
    runs.ended(run, RunState.SUCCEEDED, null);

    assertThat(steps)
        .containsExactly(
            "claimed",
            REPORTED,
            "started",
            REPORTED,
            "phase",
            REPORTED,
            "compared",
            REPORTED,
            "published",
            REPORTED,
            "held",
            REPORTED,
            "ended",
            REPORTED);
  }

  @Test
  void aChangeThatTheFenceRefusesIsNotReported() {
    ClaimedRun run = runs.claim("process", 1).orElseThrow();
    steps.clear();
    lost = true;

    assertThatExceptionOfType(LeaseLost.class).isThrownBy(() -> runs.phase(run, Phase.PUBLISHING));

    assertThat(steps).isEmpty();
  }

  @Test
  void whatChangesNoRunIsNotReported() {
    runs.renew(new ClaimedRun(run("run_1"), "process"));
    runs.enqueue(new WorkspaceId("wsp_1"), new ModelId("mdl_1"), "schedule", null);

    assertThat(steps).isEmpty();
  }

  private static Run run(String id) {
    return RunBuilder.builder()
        .workspace(new WorkspaceId("wsp_1"))
        .id(new RunId(id))
        .model(new ModelId("mdl_1"))
        .state(RunState.RUNNING)
        .phase(null)
        .trigger("schedule")
        .actor(null)
        .queuedAt(AT)
        .startedAt(null)
        .endedAt(null)
        .worked(Duration.ZERO)
        .counts(Counts.NONE)
        .published(0)
        .released(false)
        .failure(null)
        .build();
  }

  /** Notes what is stored. */
  private final class Stored implements Runs {
    @Override
    public Optional<Run> enqueue(
        WorkspaceId workspace, ModelId model, String trigger, @Nullable String actor) {
      return Optional.of(run("run_1"));
    }

    @Override
    public Optional<ClaimedRun> claim(String owner, int most) {
      steps.add("claimed");
      return Optional.of(new ClaimedRun(run("run_1"), owner));
    }

    @Override
    public Renewal renew(ClaimedRun claimed) {
      return Renewal.GO_ON;
    }

    @Override
    public void forgetSamples(Instant queuedBefore) {
      steps.add("forgotten");
    }

    @Override
    public void started(ClaimedRun claimed, Instant at) {
      steps.add("started");
    }

    @Override
    public void phase(ClaimedRun claimed, Phase phase) {
      if (lost) {
        throw new LeaseLost();
      }
      steps.add("phase");
    }

    @Override
    public void compared(
        ClaimedRun claimed, Counts counts, List<RefusedRow> refused, List<SampleRow> samples) {
      steps.add("compared");
    }

    @Override
    public void published(ClaimedRun claimed, long published) {
      steps.add("published");
    }

    @Override
    public void held(ClaimedRun claimed, String reason) {
      steps.add("held");
    }

    @Override
    public void ended(ClaimedRun claimed, RunState state, Run.@Nullable Failure failure) {
      steps.add("ended");
    }

    @Override
    public List<Long> removals(WorkspaceId workspace, ModelId model, int limit) {
      return List.of();
    }

    @Override
    public long rowsLog() {
      return 1;
    }
  }
}
