package dev.tributary.identity.http;

import dev.tributary.contracts.Json;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.trial.TrialProgress;
import dev.tributary.identity.trial.TrialReport;
import dev.tributary.identity.trial.TrialSpec;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A table of rules that is tried on history.
 *
 * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code
 *     cancelled}
 * @param rules the table, at the version that it was based on
 * @param basedOn the version of the rules in force when it was asked for
 * @param report what would become of whom, once it succeeded; null in lists
 * @param reportForgotten whether there was a report, which names people and was forgotten after 30
 *     days
 * @param error why it failed
 */
@Schema(name = "RulesTrial")
public record TrialView(
    String id,
    String state,
    RulesView rules,
    long basedOn,
    @Nullable Progress progress,
    String startedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String error,
    @Nullable TrialReportView report,
    boolean reportForgotten) {

  /**
   * @param of how many there are
   * @param reached when the last one that was taken in had been accepted
   */
  @Schema(name = "RulesTrialProgress")
  public record Progress(long inputs, long of, @Nullable Instant reached) {
    static Progress of(TrialProgress progress) {
      return new Progress(progress.inputs(), progress.of(), progress.reached());
    }
  }

  static TrialView of(Job job, @Nullable TrialReportView report) {
    TrialSpec spec = spec(job);
    return new TrialView(
        job.id(),
        job.state().wireName(),
        RulesView.of(spec.basedOn(), spec.rules()),
        spec.basedOn(),
        Optional.ofNullable(job.progress())
            .map(json -> Json.MAPPER.convertValue(json, TrialProgress.class))
            .map(Progress::of)
            .orElse(null),
        job.createdBy(),
        job.createdAt(),
        job.startedAt(),
        job.endedAt(),
        job.error(),
        report,
        job.state() == JobState.SUCCEEDED && job.result() == null);
  }

  static TrialSpec spec(Job job) {
    return Json.MAPPER.convertValue(job.spec(), TrialSpec.class);
  }

  /** Empty until it succeeded. */
  static Optional<TrialReport> report(Job job) {
    return Optional.ofNullable(job.result())
        .map(json -> Json.MAPPER.convertValue(json, TrialReport.class));
  }
}
