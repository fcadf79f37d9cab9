package dev.tributary.audience.http.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.AudienceNames;
import dev.tributary.audience.http.Definitions;
import dev.tributary.audience.http.KnownTraits;
import dev.tributary.audience.http.SelectionPolicy;
import dev.tributary.audience.http.WorkspaceTimes;
import dev.tributary.audience.http.visibility.ConcealedSizes;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.membership.AudienceStatuses;
import dev.tributary.audience.membership.AudienceStatuses.Status;
import dev.tributary.audience.membership.SizePoint;
import dev.tributary.audience.postgres.status.SizeHistory;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.audience.rule.describe.Describe;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.definition.DefinitionKeys;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Audiences: rules over profiles, their members and their sizes. */
@Path("/api/v1/workspaces/{workspace}/audiences")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Audiences")
public class AudienceResource {
  private static final Duration TREND = Duration.ofDays(7);

  private final DefinitionStore<AudienceSpec> store;
  private final Definitions definitions;
  private final KnownTraits traits;
  private final AudienceStatuses statuses;
  private final SizeHistory history;
  private final WorkspaceTimes times;
  private final Tenant tenant;
  private final ConcealedSizes sizes;
  private final RuleVisibilityPolicy visibilityPolicy;
  private final SelectionPolicy selectionPolicy;
  private final ObjectMapper mapper;

  public AudienceResource(
      DefinitionStore<AudienceSpec> store,
      Definitions definitions,
      KnownTraits traits,
      AudienceStatuses statuses,
      SizeHistory history,
      WorkspaceTimes times,
      Tenant tenant,
      ConcealedSizes sizes,
      RuleVisibilityPolicy visibilityPolicy,
      SelectionPolicy selectionPolicy,
      ObjectMapper mapper) {
    this.store = store;
    this.definitions = definitions;
    this.traits = traits;
    this.statuses = statuses;
    this.history = history;
    this.times = times;
    this.tenant = tenant;
    this.sizes = sizes;
    this.visibilityPolicy = visibilityPolicy;
    this.selectionPolicy = selectionPolicy;
    this.mapper = mapper;
  }

  /**
   * @return a part of the list of audiences
   */
  @GET
  @Operation(operationId = "listAudiences", summary = "Audiences, in order of creation")
  public Page<AudienceView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    WorkspaceId workspace = tenant.workspaceId();
    Page<StoredDefinition<AudienceSpec>> page = store.list(workspace, cursor, Page.limit(limit));
    List<AudienceId> ids = page.data().stream().map(AudienceResource::id).toList();
    Map<AudienceId, Status> found = statuses.statuses(workspace, ids);
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    CallerView shown = shown(page.data(), visibility);
    return page.map(each -> view(each, found.get(id(each)), shown));
  }

  /**
   * @return the new audience; its members follow
   */
  @POST
  @Operation(
      operationId = "createAudience",
      summary = "Create an audience",
      description = "The rule is evaluated over all profiles; `state` shows the progress.")
  @APIResponseSchema(
      value = AudienceView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<AudienceView> create(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, AudienceRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    RuleReader.Outcome.Bound bound = definitions.bind(workspace, request.rule());
    visibilityPolicy.of(tenant).refuseSensitive(bound.rule());
    if (!request.allowsUnknownTraits()) {
      traits.refuseUnknown(workspace, bound.rule(), Set.of());
    }
    StoredDefinition<AudienceSpec> created =
        definitions.create(
            workspace,
            DefinitionKeys.key(request.key()),
            DefinitionKeys.name(request.name()),
            request.spec(bound.json()),
            Idempotency.of(idempotencyKey, request));
    return answer(RestResponse.Status.CREATED, created);
  }

  /**
   * @return the audience; its version and the time of its last change are the ETag
   */
  @GET
  @Path("/{audience}")
  @Operation(operationId = "readAudience", summary = "An audience, by its id or key")
  public RestResponse<AudienceView> find(@PathParam("audience") String audience) {
    return answer(RestResponse.Status.OK, store.require(tenant.workspaceId(), audience));
  }

  /**
   * @return the audience after the change; its members follow
   */
  @PATCH
  @RequestBodySchema(AudienceRequest.class)
  @Path("/{audience}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "changeAudience",
      summary = "Change an audience",
      description =
          "A JSON merge patch, except that a `rule` replaces the whole rule. The old rule stays"
              + " in force until the evaluation of the new rule is complete.")
  public RestResponse<AudienceView> change(
      @PathParam("audience") String audience,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonNode patch) {
    WorkspaceId workspace = tenant.workspaceId();
    StoredDefinition<AudienceSpec> before = store.require(workspace, audience);
    AudienceRequest wanted = patched(before, patch);
    RuleReader.Outcome.Bound bound = definitions.bind(workspace, wanted.rule());
    if (!bound.json().equals(before.spec().rule())) {
      visibilityPolicy.of(tenant).refuseSensitive(bound.rule());
    }
    if (!wanted.allowsUnknownTraits()) {
      Set<String> named =
          RuleReader.find(before.spec().rule())
              .map(rule -> RuleDependencies.of(rule).traits())
              .orElse(Set.of());
      traits.refuseUnknown(workspace, bound.rule(), named);
    }
    selectionPolicy.requireRule(tenant, before, bound.json());
    StoredDefinition<AudienceSpec> changed =
        definitions.change(
            workspace,
            id(before),
            unchangedSince(before, ifMatch),
            DefinitionKeys.key(wanted.key()),
            DefinitionKeys.name(wanted.name()),
            wanted.spec(bound.json()));
    return answer(RestResponse.Status.OK, changed);
  }

  @DELETE
  @Path("/{audience}")
  @Operation(
      operationId = "deleteAudience",
      summary = "Delete an audience",
      description =
          "Refused while another audience or a sync uses it. All members leave the audience.")
  public RestResponse<Void> delete(
      @PathParam("audience") String audience, @HeaderParam("If-Match") @Nullable String ifMatch) {
    StoredDefinition<AudienceSpec> stored = store.require(tenant.workspaceId(), audience);
    definitions.delete(tenant.workspaceId(), id(stored), ifMatch);
    return RestResponse.noContent();
  }

  /**
   * The tag that the audience must still have when it is written: a change writes the whole
   * audience, so what another caller has changed since it was read would be lost.
   */
  private static String unchangedSince(
      StoredDefinition<AudienceSpec> before, @Nullable String ifMatch) {
    EntityTags.require(ifMatch, before.version(), before.updatedAt());
    return ifMatch != null && ifMatch.equals("*")
        ? ifMatch
        : EntityTags.of(before.version(), before.updatedAt());
  }

  private static AudienceId id(StoredDefinition<AudienceSpec> stored) {
    return new AudienceId(stored.id());
  }

  private AudienceRequest patched(StoredDefinition<AudienceSpec> before, JsonNode patch) {
    ObjectNode current = AudienceRequest.written(before.key(), before.name(), before.spec());
    current.remove("rule");
    JsonNode others =
        patch instanceof ObjectNode changes ? changes.deepCopy().without("rule") : patch;
    return MergePatch.apply(mapper, current, others, AudienceRequest.class)
        .with(patch.has("rule") ? patch.get("rule") : before.spec().rule());
  }

  private RestResponse<AudienceView> answer(
      RestResponse.Status code, StoredDefinition<AudienceSpec> stored) {
    Status status = statuses.status(stored.workspace(), id(stored)).orElse(null);
    AudienceView view = view(stored, status, shown(List.of(stored), visibilityPolicy.of(tenant)));
    return EntityTags.answer(code, view, stored.version(), stored.updatedAt());
  }

  /** The data that the caller sees in addition to the definitions and their states. */
  private record CallerView(
      Map<AudienceId, Approximate> approximate,
      Map<AudienceId, SizePoint> before,
      @Nullable Instant asOf,
      Describe describe,
      MemberNames names) {}

  private CallerView shown(
      List<StoredDefinition<AudienceSpec>> audiences, RuleVisibility visibility) {
    WorkspaceId workspace = tenant.workspaceId();
    Instant now = times.now();
    Map<AudienceId, Approximate> approximate = sizes.of(tenant, visibility, audiences, now);
    Map<AudienceId, Instant> from = new HashMap<>();
    for (StoredDefinition<AudienceSpec> each : audiences) {
      AudienceId id = id(each);
      Instant firstVisible = visibility.visibleFrom(id);
      if (!approximate.containsKey(id) && !firstVisible.isAfter(now)) {
        Instant trend = now.minus(TREND);
        from.put(id, firstVisible.isAfter(trend) ? firstVisible : trend);
      }
    }
    return new CallerView(
        approximate,
        history.at(workspace, from),
        times.asOf().orElse(null),
        new Describe(AudienceNames.of(store, workspace)),
        MemberNames.seenBy(tenant));
  }

  private static AudienceView view(
      StoredDefinition<AudienceSpec> stored, @Nullable Status status, CallerView shown) {
    Rule rule = RuleReader.find(stored.spec().rule()).orElse(null);
    return AudienceView.of(
        stored,
        status,
        shown.approximate().get(id(stored)),
        shown.before().get(id(stored)),
        shown.asOf(),
        rule == null ? null : shown.describe().sentence(rule),
        shown.names());
  }
}
