package dev.tributary.identity.http.matching;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.http.IdentifierGuesses;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.matching.Quality;
import dev.tributary.identity.suggestion.Label;
import dev.tributary.identity.suggestion.LabelStore;
import dev.tributary.identity.suggestion.LabelStore.Counts;
import dev.tributary.identity.suggestion.RunResult;
import dev.tributary.identity.suggestion.RunResult.Measured;
import dev.tributary.identity.suggestion.RunSpec;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Named;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Labelled pairs, for which users know the truth, and the quality of matching by these labels. */
@Path("/api/v1/workspaces/{workspace}/identity/matching")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Identity")
public class MatchingLabelsResource {
  private static final String CSV = "text/csv";
  private static final String REPLACE = "replaceMatchingLabels";
  private static final List<@Nullable ProfileId> NOBODY_IN_PARTICULAR =
      Collections.singletonList(null);

  private final Tenant tenant;
  private final LabelStore labels;
  private final WorkspaceJobs runs;
  private final WorkspaceRules rules;
  private final IdentifierGuesses guesses;

  public MatchingLabelsResource(
      Tenant tenant,
      LabelStore labels,
      @Named(RunSpec.KIND) WorkspaceJobs runs,
      WorkspaceRules rules,
      IdentifierGuesses guesses) {
    this.tenant = tenant;
    this.labels = labels;
    this.runs = runs;
    this.rules = rules;
    this.guesses = guesses;
  }

  /**
   * The number of labelled pairs that the workspace now has.
   *
   * @param pairs how many labelled pairs are stored after the upload
   * @param unknown pairs with an identifier that leads to no person
   * @param same labelled pairs of one person
   */
  @Schema(name = "MatchingLabelCounts")
  public record Kept(long pairs, long unknown, long same) {}

  /**
   * @return the number of stored pairs
   */
  @PUT
  @Path("labels")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "replaceMatchingLabels",
      summary = "Upload labelled pairs, to measure the quality of suggestions",
      description =
          "The uploaded pairs replace all earlier pairs. In CSV, the first line is"
              + " `a_type,a_value,b_type,b_value,same`. Each pair counts as two lookups. "
              + IdentifierGuesses.ALLOWANCE)
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = LabelsBinding.Request.class)),
        @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
      })
  public Kept replace(LabelsBinding.@Nullable Request pairs) {
    return keep(LabelsBinding.json(pairs, rules.of(tenant.workspace())));
  }

  @PUT
  @Path("labels")
  @Consumes(CSV)
  @Operation(hidden = true)
  public Kept replaceByFile(@Nullable String file) {
    return keep(LabelsBinding.csv(file == null ? "" : file, rules.of(tenant.workspace())));
  }

  /** The counts in the answer show whether people have the identifiers of a pair. */
  private Kept keep(List<Label> uploaded) {
    guesses.allow(2 * uploaded.size());
    Counts kept = labels.replace(tenant.workspaceId(), uploaded);
    guesses.answered(REPLACE, NOBODY_IN_PARTICULAR);
    return new Kept(kept.pairs(), kept.unknown(), kept.same());
  }

  /**
   * The quality by the labelled pairs, as the last run found them.
   *
   * @param pairs labelled pairs
   * @param unknown pairs with an identifier that leads to no person
   * @param joinedAlready pairs that are one person for other reasons than a suggestion; they say
   *     nothing about quality
   * @param run the run that measured the quality; null if no run has succeeded since the labels
   *     were uploaded
   * @param at when the run ended
   * @param thresholds the quality at the thresholds 0.5, 0.7, 0.8, 0.9, 0.95 and 0.99; empty where
   *     {@code run} is null
   */
  @Schema(name = "MatchingQuality")
  public record QualityView(
      long pairs,
      long unknown,
      long joinedAlready,
      @Nullable String run,
      @Nullable Instant at,
      List<QualityAt> thresholds) {}

  /**
   * The quality of suggestions at one threshold, by the labelled pairs.
   *
   * @param threshold the least probability that counts as suggested
   * @param precision the share of suggested pairs that are right
   * @param recall the share of true pairs that are suggested
   * @param f1 the harmonic mean of precision and recall
   * @param found how many labelled pairs of one person are suggested at this threshold
   * @param wrong how many labelled pairs of two people are suggested at this threshold
   * @param missed how many labelled pairs of one person are not suggested at this threshold
   */
  @Schema(name = "MatchingQualityAt")
  public record QualityAt(
      double threshold,
      double precision,
      double recall,
      double f1,
      long found,
      long wrong,
      long missed) {
    static QualityAt of(Quality quality) {
      return new QualityAt(
          quality.threshold(),
          quality.precision(),
          quality.recall(),
          quality.f1(),
          quality.found(),
          quality.wrong(),
          quality.missed());
    }
  }

  /**
   * @return the quality at several thresholds; without thresholds if no run has measured it since
   *     the upload
   */
  @GET
  @Path("quality")
  @Operation(
      operationId = "readMatchingQuality",
      summary = "The quality of suggestions, measured with the labelled pairs")
  public QualityView quality() {
    WorkspaceId workspace = tenant.workspaceId();
    Counts counts = labels.counts(workspace);
    Optional<Job> run = runs.succeeded(workspace).filter(job -> uploadedBefore(counts, job));
    Optional<Measured> measured =
        run.flatMap(job -> Optional.ofNullable(RunResult.of(job).quality()));
    return new QualityView(
        counts.pairs(),
        counts.unknown(),
        measured.map(Measured::joinedAlready).orElse(0L),
        measured.isEmpty() ? null : run.map(Job::id).orElse(null),
        measured.isEmpty() ? null : run.map(Job::endedAt).orElse(null),
        measured.map(Measured::thresholds).orElse(List.of()).stream().map(QualityAt::of).toList());
  }

  /** A run that began before the labels were uploaded has not counted them. */
  private static boolean uploadedBefore(Counts counts, Job run) {
    Instant startedAt = run.startedAt();
    return startedAt != null
        && counts.saidAt().filter(uploaded -> uploaded.isBefore(startedAt)).isPresent();
  }
}
