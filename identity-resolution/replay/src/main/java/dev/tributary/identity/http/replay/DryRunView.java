package dev.tributary.identity.http.replay;

import dev.tributary.contracts.Json;
import dev.tributary.identity.http.rules.RulesView;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.replay.DryRunProgress;
import dev.tributary.identity.replay.DryRunReport;
import dev.tributary.identity.replay.DryRunSpec;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A dry run of identity rules on the history.
 *
 * @param id the id of the dry run, {@code tri_} and a UUID
 * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code
 *     cancelled}
 * @param rules the tried rules, with the version of the rules that they are based on
 * @param basedOn the version of the rules in force when the dry run was requested
 * @param progress how much of the history has been replayed; null until the first figures are
 *     there. The last figures stay after the end
 * @param startedBy the subject of the access token of the caller who requested the dry run
 * @param createdAt when the dry run was put into the queue, in real time
 * @param startedAt when the work began, in real time; null while the dry run is in the queue, and
 *     if the dry run was cancelled there
 * @param endedAt when the dry run succeeded, failed or was cancelled, in real time; null before
 * @param error the reason for the failure, in words; null if there was no failure
 * @param report the result, once the dry run has succeeded; null in lists
 * @param reportForgotten whether the report was deleted: reports contain personal data and are
 *     deleted after 30 days
 */
@RecordBuilder
@Schema(name = "RulesTrial")
public record DryRunView(
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
    @Nullable DryRunReportView report,
    boolean reportForgotten) {

  /**
   * The progress of a dry run.
   *
   * @param inputs how many events and commands were replayed so far
   * @param of the number of all inputs
   * @param reached when the last input that was replayed had been accepted
   */
  @Schema(name = "RulesTrialProgress")
  public record Progress(long inputs, long of, @Nullable Instant reached) {
    static Progress of(DryRunProgress progress) {
      return new Progress(progress.inputs(), progress.of(), progress.reached());
    }
  }

  static DryRunView of(Job job, @Nullable DryRunReportView report) {
    DryRunSpec spec = spec(job);
    return DryRunViewBuilder.builder()
        .id(job.id())
        .state(job.state().wireName())
        .rules(RulesView.of(spec.basedOn(), spec.rules()))
        .basedOn(spec.basedOn())
        .progress(
            Optional.ofNullable(job.progress())
                .map(json -> Json.MAPPER.convertValue(json, DryRunProgress.class))
                .map(Progress::of)
                .orElse(null))
        .startedBy(job.createdBy())
        .createdAt(job.createdAt())
        .startedAt(job.startedAt())
        .endedAt(job.endedAt())
        .error(job.error())
        .report(report)
        .reportForgotten(job.state() == JobState.SUCCEEDED && job.result() == null)
        .build();
  }

  static DryRunSpec spec(Job job) {
    return Json.MAPPER.convertValue(job.spec(), DryRunSpec.class);
  }

  /** Empty until the dry run has succeeded. */
  static Optional<DryRunReport> report(Job job) {
    return Optional.ofNullable(job.result())
        .map(json -> Json.MAPPER.convertValue(json, DryRunReport.class));
  }
}
