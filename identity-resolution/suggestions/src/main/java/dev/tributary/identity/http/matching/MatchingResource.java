package dev.tributary.identity.http.matching;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.matching.DefaultModel;
import dev.tributary.identity.suggestion.MatchingSettings;
import dev.tributary.identity.suggestion.MatchingSettings.Every;
import dev.tributary.identity.suggestion.RunResult;
import dev.tributary.identity.suggestion.RunResult.Compared;
import dev.tributary.identity.suggestion.RunResult.Trained;
import dev.tributary.identity.suggestion.RunSpec;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** From which probability on a pair of people is suggested, or merged automatically. */
@Path("/api/v1/workspaces/{workspace}/identity/matching")
@RunOnVirtualThread
@Tag(name = "Identity")
public class MatchingResource {
  private static final String NAME = "Matching";

  private final Tenant tenant;
  private final DefinitionStore<MatchingSettings> store;
  private final WorkspaceJobs runs;

  public MatchingResource(
      Tenant tenant,
      DefinitionStore<MatchingSettings> store,
      @Named(RunSpec.KIND) WorkspaceJobs runs) {
    this.tenant = tenant;
    this.store = store;
    this.runs = runs;
  }

  /**
   * @return the settings; their version is the ETag
   */
  @GET
  @Operation(
      operationId = "readMatchingSettings",
      summary = "The settings of matching: the thresholds, the schedule and the comparisons")
  public RestResponse<MatchingView> read() {
    return store
        .find(tenant.workspaceId(), MatchingSettings.KIND)
        .map(this::answer)
        .orElseGet(() -> answer(MatchingSettings.DEFAULT, 0));
  }

  /**
   * The settings of a workspace for suggestions, as a client writes them.
   *
   * @param suggestFrom 0.5 to 0.999
   * @param mergeFrom at least suggestFrom, at most 1; absent for never
   * @param every {@code day} or {@code week}; absent where runs start on request only
   */
  @Schema(name = "MatchingSettingsRequest")
  public record SettingsRequest(
      @Required @Nullable Double suggestFrom, @Nullable Double mergeFrom, @Nullable String every) {}

  /**
   * @return the new settings; their version is the ETag
   */
  @PUT
  @Operation(
      operationId = "replaceMatchingSettings",
      summary = "Replace the thresholds and the schedule of matching",
      description = "The new settings apply from the next run on.")
  public RestResponse<MatchingView> replace(
      @HeaderParam("If-Match") @Nullable String ifMatch, @Nullable SettingsRequest request) {
    MatchingSettings settings = bind(request);
    Long expected = EntityTags.version(ifMatch);
    WorkspaceId workspace = tenant.workspaceId();
    Optional<StoredDefinition<MatchingSettings>> before =
        store.find(workspace, MatchingSettings.KIND);
    if (before.isPresent()) {
      return answer(
          store.update(
              workspace,
              MatchingSettings.KIND,
              expected,
              stored -> stored.with(MatchingSettings.KIND, NAME, settings)));
    }
    if (expected != null && expected != 0) {
      throw Problems.VERSION_MISMATCH.problem(
          "The version is 0, not %d; read it again".formatted(expected));
    }
    return answer(store.create(workspace, MatchingSettings.KIND, NAME, settings, null));
  }

  private static MatchingSettings bind(@Nullable SettingsRequest request) {
    Double suggestFrom = request == null ? null : request.suggestFrom();
    if (request == null || suggestFrom == null) {
      throw Problems.INVALID.problem("The body needs suggestFrom", "/suggestFrom");
    }
    List<Problem.At> errors = new ArrayList<>();
    if (!(suggestFrom >= MatchingSettings.LEAST && suggestFrom <= MatchingSettings.MOST)) {
      errors.add(
          new Problem.At(
              "/suggestFrom",
              "Must be %s to %s".formatted(MatchingSettings.LEAST, MatchingSettings.MOST)));
    }
    Double mergeFrom = request.mergeFrom();
    if (mergeFrom != null && !(mergeFrom >= suggestFrom && mergeFrom <= 1)) {
      errors.add(new Problem.At("/mergeFrom", "Must be suggestFrom to 1, or absent"));
    }
    String named = request.every();
    Optional<Every> every = named == null ? Optional.empty() : Every.find(named);
    if (named != null && every.isEmpty()) {
      errors.add(new Problem.At("/every", "Must be day or week, or absent"));
    }
    if (!errors.isEmpty()) {
      throw Problems.INVALID.problem("The settings are not valid", errors);
    }
    return new MatchingSettings(suggestFrom, mergeFrom, every.orElse(null));
  }

  private RestResponse<MatchingView> answer(StoredDefinition<MatchingSettings> stored) {
    return answer(stored.spec(), stored.version());
  }

  private RestResponse<MatchingView> answer(MatchingSettings settings, long version) {
    return EntityTags.answer(
        RestResponse.Status.OK, MatchingView.of(settings, version, comparisons()), version);
  }

  private List<Compared> comparisons() {
    return runs.succeeded(tenant.workspaceId())
        .map(RunResult::of)
        .flatMap(result -> Optional.ofNullable(result.model()))
        .orElseGet(() -> Trained.of(DefaultModel.model()))
        .comparisons();
  }
}
