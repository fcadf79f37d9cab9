package dev.tributary.identity.http.matching;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.suggestion.MatchingSettings;
import dev.tributary.identity.suggestion.RunResult;
import dev.tributary.identity.suggestion.RunSpec;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.soabase.recordbuilder.core.RecordBuilder;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Runs that search for profiles of the same person, in the background. */
@Path("/api/v1/workspaces/{workspace}/identity/matching/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Identity")
public class MatchingRunsResource {
  private final Tenant tenant;
  private final WorkspaceJobs runs;
  private final DefinitionStore<MatchingSettings> settings;

  public MatchingRunsResource(
      Tenant tenant,
      @Named(RunSpec.KIND) WorkspaceJobs runs,
      DefinitionStore<MatchingSettings> settings) {
    this.tenant = tenant;
    this.runs = runs;
    this.settings = settings;
  }

  /**
   * A run of matching, which searches for profiles that may belong to one person.
   *
   * @param id the id of the run, {@code mtr_} and a UUID
   * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code
   *     cancelled}
   * @param step {@code reading}, {@code learning}, {@code comparing} or {@code writing} while it
   *     runs
   * @param records how many profiles the run has read so far; after a run that succeeded, all
   *     profiles of the workspace
   * @param pairs how many pairs the run suggested
   * @param pairsLeftOut how many pairs reached the threshold, but are less likely than the 10,000
   *     pairs that are kept
   * @param merged how many pairs were merged automatically
   * @param blocksLeftOut how many groups were too large to compare all their members
   * @param startedBy the caller's subject, or {@code schedule}
   * @param createdAt when the run was put into the queue, in real time
   * @param startedAt when the work began, in real time; null while the run is in the queue, and if
   *     the run was cancelled there
   * @param endedAt when the run succeeded, failed or was cancelled, in real time; null before
   * @param error why the run failed, in words; null unless {@code state} is {@code failed}
   */
  @RecordBuilder
  @Schema(name = "MatchingRun")
  public record View(
      String id,
      String state,
      @Nullable String step,
      long records,
      long pairs,
      long pairsLeftOut,
      long merged,
      long blocksLeftOut,
      String startedBy,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String error) {
    static View of(Job job) {
      RunResult result = RunResult.of(job);
      RunResult.Step step = job.state() == JobState.RUNNING ? result.step() : null;
      return MatchingRunsResourceViewBuilder.builder()
          .id(job.id())
          .state(job.state().wireName())
          .step(step == null ? null : step.name().toLowerCase(Locale.ROOT))
          .records(result.records())
          .pairs(result.pairs())
          .pairsLeftOut(result.pairsLeftOut())
          .merged(result.merged())
          .blocksLeftOut(result.blocksLeftOut())
          .startedBy(job.createdBy())
          .createdAt(job.createdAt())
          .startedAt(job.startedAt())
          .endedAt(job.endedAt())
          .error(job.error())
          .build();
    }
  }

  /**
   * @return the new run, which is queued
   */
  @POST
  @Operation(
      operationId = "startMatchingRun",
      summary =
          "Start a matching run in the background; it searches for profiles of the same person")
  @APIResponseSchema(value = View.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<View> start() {
    MatchingSettings current =
        settings
            .find(tenant.workspaceId(), MatchingSettings.KIND)
            .map(StoredDefinition::spec)
            .orElse(MatchingSettings.DEFAULT);
    Job run = runs.start(tenant.workspaceId(), RunSpec.of(current), tenant.caller().subject());
    return RestResponse.accepted(View.of(run));
  }

  /**
   * @return a part of the list of runs
   */
  @GET
  @Operation(operationId = "listMatchingRuns", summary = "Matching runs, newest first")
  public Page<View> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    List<Job> found = runs.list(tenant.workspaceId(), cursor, asked + 1);
    return Page.of(found, asked, Job::id).map(View::of);
  }

  /**
   * @return the run, with its figures so far
   */
  @GET
  @Path("{run}")
  @Operation(operationId = "readMatchingRun", summary = "A matching run, with its progress")
  public View read(@PathParam("run") String run) {
    return View.of(runs.require(tenant.workspaceId(), run));
  }

  /**
   * @return the run after the request; a run that is running ends soon, and a run that has ended
   *     stays as it is
   */
  @POST
  @Path("{run}/cancel")
  @Operation(
      operationId = "cancelMatchingRun",
      summary = "Cancel a matching run; its results so far stay")
  @APIResponseSchema(value = View.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<View> cancel(@PathParam("run") String run) {
    return RestResponse.accepted(View.of(runs.cancel(tenant.workspaceId(), run)));
  }
}
