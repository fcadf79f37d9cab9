package dev.tributary.identity.http.replay;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.http.Authors;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.rules.RulesBinding;
import dev.tributary.identity.http.rules.RulesRequest;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.replay.DryRunApplication;
import dev.tributary.identity.replay.DryRunReport;
import dev.tributary.identity.replay.DryRunSpec;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.RulesStore;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Dry runs of identity rules on the history, before the rules are in force. */
@Path("/api/v1/workspaces/{workspace}/identity/rules/trials")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Identity")
public class DryRunsResource {
  private final Tenant tenant;
  private final WorkspaceJobs trials;
  private final DryRunApplication application;
  private final RulesStore rules;
  private final TraitQueries traits;
  private final ReadTrail trail;

  public DryRunsResource(
      Tenant tenant,
      @Named(ReplayJobKinds.TRIAL) WorkspaceJobs trials,
      DryRunApplication application,
      RulesStore rules,
      TraitQueries traits,
      ReadTrail trail) {
    this.tenant = tenant;
    this.trials = trials;
    this.application = application;
    this.rules = rules;
    this.traits = traits;
    this.trail = trail;
  }

  /**
   * @return the new dry run, which is queued
   */
  @POST
  @Operation(
      operationId = "startRulesTrial",
      summary = "Start a dry run of identity rules on the history, in the background",
      description =
          "A dry run has no effect on profiles. Its report shows which profiles would be merged"
              + " and which would be unmerged.")
  @APIResponseSchema(
      value = DryRunView.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<DryRunView> start(@Nullable RulesRequest request) {
    IdentityRules tried = RulesBinding.bind(request);
    WorkspaceId workspace = tenant.workspaceId();
    long basedOn = rules.read(workspace).version();
    Job job = trials.start(workspace, new DryRunSpec(basedOn, tried), actor());
    return RestResponse.accepted(DryRunView.of(job, null));
  }

  /**
   * @return a part of the list of dry runs, without their reports
   */
  @GET
  @Operation(
      operationId = "listRulesTrials",
      summary = "Dry runs of identity rules, newest first, without their reports")
  public Page<DryRunView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    return Page.of(trials.list(tenant.workspaceId(), cursor, asked + 1), asked, Job::id)
        .map(job -> DryRunView.of(job, null));
  }

  /**
   * @param trial the id of the dry run
   * @return the dry run, with its progress or its report
   */
  @GET
  @Path("{trial}")
  @Operation(
      operationId = "readRulesTrial",
      summary = "A dry run of identity rules, with its progress or its report")
  public DryRunView read(@PathParam("trial") String trial) {
    Job job = trials.require(tenant.workspaceId(), trial);
    DryRunReport report = DryRunView.report(job).orElse(null);
    if (report == null) {
      return DryRunView.of(job, null);
    }
    trail.shown("readRulesTrial", shown(report));
    return DryRunView.of(job, DryRunReportView.of(report, Masking.of(tenant, traits)));
  }

  private static List<ProfileId> shown(DryRunReport report) {
    return Stream.concat(
            report.samples().stream().flatMap(sample -> sample.profiles().stream()),
            report.largest().after().stream().map(DryRunReport.LargeAfter::profile))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * @param trial the id of the dry run; a dry run that has ended stays as it is
   * @return the dry run after the request; a dry run that is running ends soon, and a dry run that
   *     has ended stays as it is
   */
  @POST
  @Path("{trial}/cancel")
  @Operation(
      operationId = "cancelRulesTrial",
      summary = "Cancel a dry run; a dry run that has ended does not change")
  @APIResponseSchema(
      value = DryRunView.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<DryRunView> cancel(@PathParam("trial") String trial) {
    return RestResponse.accepted(DryRunView.of(trials.cancel(tenant.workspaceId(), trial), null));
  }

  /**
   * The rules that are now in force, and the rebuild that applies them to the profiles that exist.
   *
   * @param version the version of the rules, which are in force from now on
   * @param rebuild the rebuild under these rules, which the same request has put into the queue
   */
  @Schema(name = "RulesApplied")
  public record Applied(long version, RebuildView rebuild) {}

  /**
   * @param trial the id of a dry run that has succeeded; the answer is 409 for a dry run in any
   *     other state
   * @return the tried rules are in force, and a rebuild under these rules is queued
   */
  @POST
  @Path("{trial}/apply")
  @Operation(
      operationId = "applyRulesTrial",
      summary = "Activate the rules of a dry run, and rebuild the existing profiles under them",
      description = "The same request starts the rebuild.")
  @APIResponseSchema(value = Applied.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Applied> apply(
      @PathParam("trial") String trial, @HeaderParam("If-Match") @Nullable String ifMatch) {
    WorkspaceId workspace = tenant.workspaceId();
    Job job = trials.require(workspace, trial);
    if (job.state() != JobState.SUCCEEDED) {
      throw Problems.CONFLICT.problem(
          "Only what a dry run has shown can be applied; this one is " + job.state().wireName());
    }
    DryRunSpec spec = DryRunView.spec(job);
    Long expected = EntityTags.version(ifMatch);
    if (expected != null && expected != spec.basedOn()) {
      throw Problems.VERSION_MISMATCH.problem(
          "The dry run was based on version %d, not %d".formatted(spec.basedOn(), expected));
    }
    DryRunApplication.Applied applied = application.apply(workspace, spec, Authors.of(tenant));
    return RestResponse.accepted(new Applied(applied.version(), RebuildView.of(applied.rebuild())));
  }

  private String actor() {
    return tenant.caller().subject();
  }
}
