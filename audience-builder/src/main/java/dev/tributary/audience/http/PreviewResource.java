package dev.tributary.audience.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.definition.WorkspaceTypes;
import dev.tributary.audience.postgres.PeopleSnapshot;
import dev.tributary.audience.rule.Depends;
import dev.tributary.audience.rule.Rule;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.http.Turn;
import dev.tributary.runtime.start.TributaryConfig;
import dev.tributary.runtime.tenancy.Blur;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a rule would mean, while it is being built: by the loop's own evaluator over everyone. */
@Path("/api/v1/workspaces/{workspace}/audiences/preview")
@RunOnVirtualThread
@Tag(name = "Audiences")
public class PreviewResource {
  private final DefinitionStore<AudienceSpec> store;
  private final Definitions definitions;
  private final WorkspaceTypes types;
  private final PeopleSnapshot snapshot;
  private final Moments moments;
  private final Tenant tenant;
  private final RuleSights sights;
  private final Blur blur;
  private final ReadTrail trail;
  private final Turn turn;

  public PreviewResource(
      DefinitionStore<AudienceSpec> store,
      Definitions definitions,
      WorkspaceTypes types,
      PeopleSnapshot snapshot,
      Moments moments,
      Tenant tenant,
      RuleSights sights,
      Blur blur,
      ReadTrail trail,
      TributaryConfig config) {
    this.store = store;
    this.definitions = definitions;
    this.types = types;
    this.snapshot = snapshot;
    this.moments = moments;
    this.tenant = tenant;
    this.sights = sights;
    this.blur = blur;
    this.trail = trail;
    this.turn = new Turn("Another preview is being counted; try again", config.questionsAtOnce());
  }

  /**
   * @param audience an id or a key: also say how its members would change
   * @param overlaps true to count too which other audiences these people are in
   */
  @Schema(name = "AudiencePreviewRequest")
  public record PreviewRequest(
      @Nullable JsonNode rule, @Nullable String audience, @Nullable Boolean overlaps) {}

  @POST
  @Operation(
      operationId = "previewAudience",
      summary = "Who would be in an audience with this rule",
      description =
          "Of a rule that asks for what the caller may not see it tells about how many, and nothing"
              + " of anybody; 422 for a condition that singles people out by what the caller may not"
              + " see, and for one on a sensitive value.")
  public PreviewView preview(PreviewRequest request) {
    String workspace = tenant.workspaceId();
    Rule rule = types.of(workspace).in(definitions.bind(workspace, request.rule()).rule());
    String audience = request.audience() == null ? null : audience(request.audience());
    boolean overlaps = Boolean.TRUE.equals(request.overlaps());
    RuleSight sight = sights.of(tenant);
    sight.refuseSinglingOut(rule);
    boolean concealed =
        sight.concealsRule(rule) || (audience != null && sight.concealsAudience(audience));
    return turn.take(
        tenant.workspaceId(),
        () -> concealed ? about(rule, audience, sight) : count(rule, audience, overlaps, sight));
  }

  private String audience(String named) {
    return store
        .find(tenant.workspaceId(), named)
        .map(Stored::id)
        .orElseThrow(() -> Problems.INVALID.problem("There is no audience " + named, "/audience"));
  }

  private PreviewView about(Rule rule, @Nullable String audience, RuleSight sight) {
    Depends depends = Depends.of(rule);
    ConcealedCounting counting =
        new ConcealedCounting(
            rule, audience, sight, tenant.workspaceId(), tenant.workspace().zone(), blur);
    PeopleSnapshot.Everyone everyone =
        snapshot.everyone(
            tenant.workspaceId(),
            audience == null ? depends : depends.andAudience(audience),
            moments.now(),
            known -> {
              counting.add(known);
              return false;
            });
    return counting.of(everyone, Names.of(store, tenant.workspaceId()));
  }

  private PreviewView count(
      Rule rule, @Nullable String audience, boolean overlaps, RuleSight sight) {
    Depends depends = Depends.of(rule);
    Counting counting =
        new Counting(
            rule,
            audience,
            tenant.workspace().zone(),
            Names.of(store, tenant.workspaceId()),
            sight.sight());
    PeopleSnapshot.Everyone everyone =
        snapshot.everyone(
            tenant.workspaceId(),
            audience == null ? depends : depends.andAudience(audience),
            moments.now(),
            known -> counting.add(known) && overlaps);
    trail.shown("previewAudience", counting.told());
    return counting.of(
        everyone, overlaps ? Overlaps.of(visible(sight), audience, everyone.memberships()) : null);
  }

  /** How many of these people are in an audience tells what its rule asks for. */
  private List<Stored<AudienceSpec>> visible(RuleSight sight) {
    return store.all(tenant.workspaceId()).stream()
        .filter(each -> !sight.concealsAudience(each.id()))
        .toList();
  }
}
