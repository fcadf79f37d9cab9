package dev.tributary.audience.http.preview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.AudienceNames;
import dev.tributary.audience.http.Definitions;
import dev.tributary.audience.http.WorkspaceTimes;
import dev.tributary.audience.http.document.RuleSchemas;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.membership.PeopleSummary;
import dev.tributary.audience.postgres.PeopleSnapshot;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a rule that a user is still editing, over all profiles and with the loop's evaluator.
 */
@Path("/api/v1/workspaces/{workspace}/audiences/preview")
@RunOnVirtualThread
@Tag(name = "Audiences")
public class PreviewResource {
  private final DefinitionStore<AudienceSpec> store;
  private final Definitions definitions;
  private final WorkspaceTypes<DeclaredTypes> types;
  private final PeopleSnapshot snapshot;
  private final WorkspaceTimes times;
  private final Tenant tenant;
  private final RuleVisibilityPolicy visibilityPolicy;
  private final CountNoise noise;
  private final ReadTrail trail;
  private final ConcurrencyLimit turn;

  public PreviewResource(
      DefinitionStore<AudienceSpec> store,
      Definitions definitions,
      WorkspaceTypes<DeclaredTypes> types,
      PeopleSnapshot snapshot,
      WorkspaceTimes times,
      Tenant tenant,
      RuleVisibilityPolicy visibilityPolicy,
      CountNoise noise,
      ReadTrail trail,
      TributaryConfig config,
      CallerDeadline deadline) {
    this.store = store;
    this.definitions = definitions;
    this.types = types;
    this.snapshot = snapshot;
    this.times = times;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
    this.noise = noise;
    this.trail = trail;
    this.turn =
        new ConcurrencyLimit(
            "Another preview is being counted; try again", config.questionsAtOnce(), deadline);
  }

  /**
   * A rule to try, without a saved audience.
   *
   * @param rule as docs/reference/rule-semantics.md defines it
   * @param audience an id or a key: the answer also says how its members would change
   * @param overlaps true to count also which other audiences these people are in
   */
  @Schema(name = "AudiencePreviewRequest")
  public record PreviewRequest(
      @Required @Nullable @Schema(ref = RuleSchemas.RULE) JsonNode rule,
      @Nullable String audience,
      @Nullable Boolean overlaps) {}

  /**
   * @return the number of people for whom the rule holds, with examples
   */
  @POST
  @Operation(
      operationId = "previewAudience",
      summary = "Preview the members of an audience with this rule",
      description =
          "If the rule uses values that the caller may not see, the answer has an"
              + " approximate number and no people. 422 for a condition that singles people out"
              + " by a value that the caller may not see, and for a condition on a sensitive"
              + " value.")
  public PreviewView preview(PreviewRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    Rule rule = types.of(workspace).in(definitions.bind(workspace, request.rule()).rule());
    AudienceId audience = request.audience() == null ? null : audience(request.audience());
    boolean overlaps = Boolean.TRUE.equals(request.overlaps());
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    visibility.refuseSinglingOut(rule);
    boolean concealed =
        visibility.concealsRule(rule)
            || (audience != null && visibility.concealsAudience(audience));
    return turn.take(
        tenant.workspaceId(),
        () ->
            concealed
                ? about(rule, audience, visibility)
                : count(rule, audience, overlaps, visibility));
  }

  private AudienceId audience(String named) {
    return store
        .find(tenant.workspaceId(), named)
        .map(found -> new AudienceId(found.id()))
        .orElseThrow(() -> Problems.INVALID.problem("There is no audience " + named, "/audience"));
  }

  private PreviewView about(Rule rule, @Nullable AudienceId audience, RuleVisibility visibility) {
    ConcealedCounting counting =
        new ConcealedCounting(
            rule,
            audience,
            types.of(tenant.workspaceId()),
            visibility,
            tenant.workspaceId(),
            tenant.workspace().zone(),
            noise);
    PeopleSummary everyone =
        snapshot.everyone(
            tenant.workspaceId(),
            counting.dependencies(),
            times.now(),
            known -> {
              counting.add(known);
              return false;
            });
    return counting.of(everyone, AudienceNames.of(store, tenant.workspaceId()));
  }

  private PreviewView count(
      Rule rule, @Nullable AudienceId audience, boolean overlaps, RuleVisibility visibility) {
    RuleDependencies dependencies = RuleDependencies.of(rule);
    Counting counting =
        new Counting(
            rule,
            audience,
            tenant.workspace().zone(),
            AudienceNames.of(store, tenant.workspaceId()),
            visibility.ofValues());
    PeopleSummary everyone =
        snapshot.everyone(
            tenant.workspaceId(),
            audience == null ? dependencies : dependencies.andAudience(audience),
            times.now(),
            known -> counting.add(known) && overlaps);
    trail.shown("previewAudience", counting.shownProfiles());
    return counting.of(
        everyone,
        overlaps ? Overlaps.of(visible(visibility), audience, everyone.memberships()) : null);
  }

  /** The number of these people in another audience reveals values that its rule asks for. */
  private List<StoredDefinition<AudienceSpec>> visible(RuleVisibility visibility) {
    return store.all(tenant.workspaceId()).stream()
        .filter(each -> !visibility.concealsAudience(new AudienceId(each.id())))
        .toList();
  }
}
