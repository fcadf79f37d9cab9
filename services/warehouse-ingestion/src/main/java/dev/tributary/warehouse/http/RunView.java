package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.warehouse.run.Phase;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunState;
import dev.tributary.warehouse.snapshot.Counts;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run in an answer.
 *
 * @param id made by Tributary; never changes
 * @param model the id of the model
 * @param state {@code held} waits for a user, because too many rows changed; the last three states
 *     are final
 * @param phase what the run does now; null if it does not run
 * @param trigger what started the run: {@code schedule} or {@code api}
 * @param actor who started the run; null for a schedule; masked if it is an e-mail address and the
 *     caller may not read personal data
 * @param queuedAt when the run was requested
 * @param startedAt business time
 * @param endedAt when the run ended; null before
 * @param duration the time of work on it, without the time that it was held; null before it starts
 * @param counts exact, unless {@code approximate} is there
 * @param approximate the counts of a query's run for callers without the right to personal data:
 *     {@code counts}, {@code published} and {@code toPublish} are then rounded, 0 for small numbers
 * @param published number of changes published so far
 * @param toPublish number of changes in all, after the run has compared
 * @param failure why the run failed; null if it did not
 */
@RecordBuilder
@Schema(name = "Run")
public record RunView(
    RunId id,
    ModelId model,
    RunState state,
    @Nullable Phase phase,
    String trigger,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode actor,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Duration duration,
    Counts counts,
    @Nullable ApproximateCounts approximate,
    long published,
    long toPublish,
    Run.@Nullable Failure failure) {

  /** With all exact numbers. */
  static RunView of(Run run, MemberNames names) {
    return of(run, run.counts(), null, run.published(), run.failure(), names);
  }

  /** Without exact numbers of rows. */
  static RunView rounded(Run run, ApproximateCounts about, MemberNames names) {
    Counts counts = about.counts();
    Run.Failure failure = run.failure();
    return of(
        run,
        counts,
        about,
        published(run, changes(counts)),
        run.state() == RunState.HELD && failure != null
            ? new Run.Failure(failure.code(), "More rows are gone than usual")
            : failure,
        names);
  }

  /**
   * The same share of the rounded number of changes; the whole number only when all are published.
   */
  private static long published(Run run, long toPublish) {
    long found = changes(run.counts());
    if (run.published() >= found) {
      return toPublish;
    }
    return Math.min(toPublish, Approximate.of(toPublish * run.published() / found).number());
  }

  private static long changes(Counts counts) {
    return counts.added() + counts.changed() + counts.removed();
  }

  private static RunView of(
      Run run,
      Counts counts,
      @Nullable ApproximateCounts about,
      long published,
      Run.@Nullable Failure failure,
      MemberNames names) {
    return RunViewBuilder.builder()
        .id(run.id())
        .model(run.model())
        .state(run.state())
        .phase(run.phase())
        .trigger(run.trigger())
        .actor(names.ofOptional(run.actor()))
        .queuedAt(run.queuedAt())
        .startedAt(run.startedAt())
        .endedAt(run.endedAt())
        .duration(run.startedAt() == null ? null : run.worked())
        .counts(counts)
        .approximate(about)
        .published(published)
        .toPublish(changes(counts))
        .failure(failure)
        .build();
  }
}
