package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Filing;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.deliveries.StuckDeliveries;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.destinations.http.Masking;
import dev.tributary.destinations.http.TestView;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.http.binding.SyncRequest;
import dev.tributary.destinations.http.visibility.ExchangeVisibility;
import dev.tributary.destinations.http.visibility.ExchangeVisibilityPolicy;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.http.visibility.RoutingPolicy;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.plan.PlanRun;
import dev.tributary.destinations.plan.PlanTicket.Action;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.NewestDefinitions;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.destinations.sync.StatusStore;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncStatus;
import dev.tributary.destinations.sync.SyncStatusStore;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.definition.DefinitionKeys;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.openapi.request.Draft;
import dev.tributary.runtime.openapi.request.OptionalBody;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Syncs: which data flow to a destination. */
@Path("/api/v1/workspaces/{workspace}/syncs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Syncs")
public class SyncResource {
  private static final ErrorCode WITHHELD =
      new ErrorCode("withheld", Kind.CONFLICT, "Consent forbids to send the record");

  private static final int PREVIEWED = 5;

  private final DefinitionStore<SyncSpec> store;
  private final SyncBinding binding;
  private final StatusStore status;
  private final SyncStatusStore statuses;
  private final NewestDefinitions engine;
  private final StuckDeliveries deliveries;
  private final Previews previews;
  private final Plans plans;
  private final BatchSender sender;
  private final Ids ids;
  private final ExchangeVisibilityPolicy exchangePolicy;
  private final MemberVisibilityPolicy members;
  private final RoutingPolicy routing;
  private final ReadTrail trail;
  private final Tenant tenant;
  private final ObjectMapper mapper;

  public SyncResource(
      DefinitionStore<SyncSpec> store,
      SyncBinding binding,
      StatusStore status,
      SyncStatusStore statuses,
      NewestDefinitions engine,
      StuckDeliveries deliveries,
      Previews previews,
      Plans plans,
      BatchSender sender,
      Ids ids,
      ExchangeVisibilityPolicy exchangePolicy,
      MemberVisibilityPolicy members,
      RoutingPolicy routing,
      ReadTrail trail,
      Tenant tenant,
      ObjectMapper mapper) {
    this.store = store;
    this.binding = binding;
    this.status = status;
    this.statuses = statuses;
    this.engine = engine;
    this.deliveries = deliveries;
    this.previews = previews;
    this.plans = plans;
    this.sender = sender;
    this.ids = ids;
    this.exchangePolicy = exchangePolicy;
    this.members = members;
    this.routing = routing;
    this.trail = trail;
    this.tenant = tenant;
    this.mapper = mapper;
  }

  /**
   * @return a part of the list of syncs
   */
  @GET
  @Operation(operationId = "listSyncs", summary = "Syncs, in order of creation")
  public Page<SyncView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    Page<StoredDefinition<SyncSpec>> page =
        store.list(tenant.workspaceId(), cursor, Page.limit(limit));
    Function<StoredDefinition<SyncSpec>, SyncView> views = views(page.data());
    return page.map(stored -> shown("listSyncs", views.apply(stored)));
  }

  /**
   * @param paused true to create the sync without sending; it sends after it is resumed
   * @param plan the ticket of a plan of this sync; the sync is created only if the plan still holds
   * @return the new sync
   */
  @POST
  @Operation(
      operationId = "createSync",
      summary = "Create a sync; it starts to send",
      description =
          "With `paused=true` the sync records what it would send, and sends it after it"
              + " is resumed. With `plan`, 409 `plan-outdated` if something has changed since the"
              + " plan was made. 403 for callers who may not see what the sync sends.")
  @APIResponseSchema(value = SyncView.class, responseCode = "201", responseDescription = "Created")
  public RestResponse<SyncView> create(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
      @QueryParam("paused") @DefaultValue("false") boolean paused,
      @QueryParam("plan") @Nullable String plan,
      SyncRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    Idempotency idempotency = Idempotency.of(idempotencyKey, request);
    // The sync of a lost answer exists. It writes the same fields, and may have sent already.
    Optional<StoredDefinition<SyncSpec>> before = store.repeated(workspace, idempotency);
    if (before.isPresent()) {
      return answer(RestResponse.Status.CREATED, "createSync", before.get());
    }
    SyncId id = new SyncId(ids.next(Ids.SYNC));
    SyncSpec spec = binding.bind(workspace, id, request);
    routing.requireSync(tenant, id, spec);
    requireSame(plan, Action.CREATE, () -> binding.bound(workspace, id, "", 0, spec));
    // The pause and the sync are one transaction, so that nothing is sent in between.
    StoredDefinition<SyncSpec> created =
        store.create(
            workspace,
            id.value(),
            DefinitionKeys.key(request.key()),
            DefinitionKeys.name(request.name()),
            spec,
            idempotency,
            tx -> {
              if (paused) {
                status.pause(tx, workspace, new PauseTarget.OfSync(id), tenant.caller().subject());
              }
            });
    return answer(RestResponse.Status.CREATED, "createSync", created);
  }

  /**
   * Returns the records and requests that a sync would send, before it is saved.
   *
   * @param profile the id of the profile to preview; the first profiles of the source if absent
   * @param sync the existing sync that it would replace, or null
   * @return the first records, and the requests that would carry them
   */
  @POST
  @Path("/preview")
  @Operation(
      operationId = "previewNewSync",
      summary = "Preview what a sync would send, before it is saved",
      description =
          "For a change of an existing sync, `sync` names the sync that would be replaced.")
  public PreviewView preview(
      @QueryParam("profile") @Nullable ProfileId profile,
      @QueryParam("sync") @Nullable String sync,
      @Draft SyncRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    SyncId id = new SyncId(sync == null ? ids.next(Ids.SYNC) : store.require(workspace, sync).id());
    SyncSpec spec = binding.bind(workspace, id, request);
    return preview("previewNewSync", binding.bound(workspace, id, "", 0, spec), profile);
  }

  /**
   * @return the sync; its version and the time of its last change are the ETag
   */
  @GET
  @Path("/{sync}")
  @Operation(operationId = "readSync", summary = "A sync, by its id or key")
  public RestResponse<SyncView> find(@PathParam("sync") String sync) {
    return answer(RestResponse.Status.OK, "readSync", store.require(tenant.workspaceId(), sync));
  }

  /**
   * @param plan the ticket of a plan of this change; the sync is changed only if the plan still
   *     holds
   * @return the sync after the change
   */
  @PATCH
  @RequestBodySchema(SyncRequest.class)
  @Path("/{sync}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "changeSync",
      summary = "Change a sync",
      description =
          "A JSON merge patch. With `plan`, 409 `plan-outdated` if something has changed since the"
              + " plan was made. 403 for callers who may not see what the sync sends,"
              + " unless only its key, its name, or its tags, folder and owner are changed.")
  public RestResponse<SyncView> update(
      @PathParam("sync") String sync,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("plan") @Nullable String plan,
      JsonNode patch) {
    WorkspaceId workspace = tenant.workspaceId();
    // People are counted once, even if other changes come first.
    requireSame(plan, Action.CHANGE, () -> bound(patched(store.require(workspace, sync), patch)));
    StoredDefinition<SyncSpec> updated =
        store.updatePrepared(
            workspace,
            sync,
            EntityTags.version(ifMatch),
            current -> {
              EntityTags.requireUnchanged(ifMatch, current.updatedAt());
              StoredDefinition<SyncSpec> wanted = patched(current, patch);
              if (plan != null) {
                plans.requireSameDefinitions(plan, Action.CHANGE, bound(wanted));
              }
              return wanted;
            });
    if (!Filing.isAllOf(patch)) {
      status
          .stop(tenant.workspaceId(), target(updated))
          .filter(stop -> !stop.asked())
          .ifPresent(stop -> resume(updated));
    }
    return answer(RestResponse.Status.OK, "changeSync", updated);
  }

  /**
   * Plans a new sync before it is created. Nothing is changed.
   *
   * @return the numbers, and the ticket with which exactly this can be applied
   */
  @POST
  @Path("/plan")
  @Operation(
      operationId = "planNewSync",
      summary = "Plan a new sync: what it would create, update and leave out",
      description =
          "If the people cannot be counted within some seconds, the answer is 202, and `run` has the"
              + " id of a count in the background. 409 `conflict` for models with too many rows."
              + " Without the right personal-data:read, the numbers are rounded and there is no"
              + " ticket.")
  public RestResponse<PlanView> plan(@Draft SyncRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    SyncId id = new SyncId(ids.next(Ids.SYNC));
    SyncSpec spec = binding.bind(workspace, id, request);
    return planned(Action.CREATE, binding.bound(workspace, id, "", 0, spec));
  }

  /**
   * Plans a change of a sync, or another run of it. Nothing is changed.
   *
   * @param patch the change, as for changeSync; without a body, another run is planned
   * @return the numbers, and the ticket with which exactly this can be applied
   */
  @POST
  @RequestBodySchema(SyncRequest.class)
  @Path("/{sync}/plan")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "planSync",
      summary = "Plan a change of a sync, or another run of it",
      description =
          "The body is the change, a JSON merge patch. Without a body, it plans another run. 202 as"
              + " for planNewSync. 409 `conflict` for models with too many rows. Records of the place that the sync"
              + " leaves are not touched, and not counted.")
  public RestResponse<PlanView> planStored(
      @PathParam("sync") String sync, @OptionalBody @Nullable JsonNode patch) {
    StoredDefinition<SyncSpec> stored = store.require(tenant.workspaceId(), sync);
    return patch == null || patch.isMissingNode() || patch.isNull()
        ? planned(Action.RERUN, bound(stored))
        : planned(Action.CHANGE, bound(merged(stored, patch)));
  }

  /** An answer that a plan is outdated has exact numbers, and is about single people. */
  private void requireSame(@Nullable String plan, Action action, Supplier<Catalogue.Sync> present) {
    if (plan != null) {
      if (!tenant.mayReadPersonalData()) {
        throw Problems.FORBIDDEN.problem(
            "A plan is applied with the right personal-data:read only");
      }
      plans.requireSame(plan, action, present);
    }
  }

  private RestResponse<PlanView> planned(Action action, Catalogue.Sync sync) {
    PlanView view = view(sync, plans.plan(action, sync));
    return RestResponse.status(
        view.run() == null ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, view);
  }

  private PlanView view(Catalogue.Sync sync, Plans.Planned planned) {
    PlanView exact = PlanView.of(sync, planned);
    return tenant.mayReadPersonalData()
        ? exact
        : exact.rounded(sync.object().billing(), members.of(tenant).people(sync.spec().from()));
  }

  /**
   * A plan whose people are counted in the background.
   *
   * @param run the id of the count, from {@code run} of the plan
   * @return the plan; as long as {@code run} is there, its numbers are not
   */
  @GET
  @Path("/plan/{run}")
  @Operation(
      operationId = "readSyncPlan",
      summary = "A plan whose people are counted in the background",
      description =
          "`run` says how many people are counted so far; it is null once the numbers are there."
              + " The result is kept for 15 minutes, and its ticket is valid for 5. 409 if there is"
              + " no result. A count that nobody asks for ends after two minutes.")
  public PlanView readPlan(@PathParam("run") String run) {
    PlanRun found = plans.require(tenant.workspaceId(), run);
    return view(plans.sync(found), plans.planned(found));
  }

  /**
   * Ends the count of a plan without a result.
   *
   * @param run the id of the count
   */
  @POST
  @Path("/plan/{run}/cancel")
  @Operation(
      operationId = "cancelSyncPlan",
      summary = "Cancel a plan whose people are counted in the background; 409 if they are not")
  @APIResponse(
      responseCode = "204",
      description = "The request has succeeded; the answer has no body")
  public void cancelPlan(@PathParam("run") String run) {
    plans.cancel(tenant.workspaceId(), run);
  }

  /** The data that were delivered stay at the destination. */
  @DELETE
  @Path("/{sync}")
  @Operation(
      operationId = "deleteSync",
      summary = "Delete a sync; delivered records stay at the destination")
  public RestResponse<Void> delete(
      @PathParam("sync") String sync, @HeaderParam("If-Match") @Nullable String ifMatch) {
    store.delete(
        tenant.workspaceId(),
        sync,
        EntityTags.version(ifMatch),
        current -> EntityTags.requireUnchanged(ifMatch, current.updatedAt()));
    return RestResponse.noContent();
  }

  /**
   * @return the paused sync
   */
  @POST
  @Path("/{sync}/pause")
  @Operation(
      operationId = "pauseSync",
      summary = "Pause a sync; it sends nothing until it is resumed")
  public RestResponse<SyncView> pause(@PathParam("sync") String sync) {
    StoredDefinition<SyncSpec> stored = store.require(tenant.workspaceId(), sync);
    status.pause(tenant.workspaceId(), target(stored), tenant.caller().subject());
    return answer(RestResponse.Status.OK, "pauseSync", stored);
  }

  /**
   * @return the sync, which is no longer paused
   */
  @POST
  @Path("/{sync}/resume")
  @Operation(operationId = "resumeSync", summary = "Resume a sync that was paused or has stopped")
  public RestResponse<SyncView> resume(@PathParam("sync") String sync) {
    StoredDefinition<SyncSpec> stored = store.require(tenant.workspaceId(), sync);
    resume(stored);
    return answer(RestResponse.Status.OK, "resumeSync", stored);
  }

  /**
   * Starts a backfill. Records that are up to date are not sent. Records that were rejected, given
   * up or left uncertain are compared again, if a repetition is safe.
   *
   * @param plan the ticket of a plan of this run; the run starts only if the plan still holds
   * @return the sync with the new backfill in {@code run}
   */
  @POST
  @Path("/{sync}/rerun")
  @Operation(
      operationId = "rerunSync",
      summary = "Start a new backfill of a sync",
      description =
          "Records that are up to date are not sent. Records that were rejected, given up or"
              + " left uncertain are compared again, if it is safe to send them twice. With"
              + " `plan`, 409 `plan-outdated` if something has changed since the plan was made.")
  @APIResponseSchema(value = SyncView.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<SyncView> rerun(
      @PathParam("sync") String sync, @QueryParam("plan") @Nullable String plan) {
    WorkspaceId workspace = tenant.workspaceId();
    requireSame(plan, Action.RERUN, () -> bound(store.require(workspace, sync)));
    StoredDefinition<SyncSpec> stored = store.require(workspace, sync);
    boolean uncertainToo = bound(stored).repeatable();
    deliveries.retryForRun(workspace, id(stored), uncertainToo);
    status.startRun(workspace, id(stored), stored.version());
    return answer(RestResponse.Status.ACCEPTED, "rerunSync", stored);
  }

  /**
   * Sends one record to the destination, without the ledger, and shows the answer. A record that
   * consent does not allow is not sent, and neither is a record with fields whose values cannot be
   * made. A sync that deletes sends the removal of the record.
   *
   * @return the result of the test; a refused record is a result too
   */
  @POST
  @Path("/{sync}/test")
  @Operation(
      operationId = "testSync",
      summary =
          "Send one test record to the destination, outside of the ledger, and return the"
              + " answer",
      description = "A record that consent does not allow is not sent: 409 `withheld`.")
  public TestView test(
      @PathParam("sync") String sync, @OptionalBody @Nullable SyncTestRequest request) {
    Catalogue.Sync bound = bound(store.require(tenant.workspaceId(), sync));
    Chosen chosen = chosen(bound, request);
    List<InvalidField> invalid = chosen.row().content().invalid();
    if (!invalid.isEmpty()) {
      return TestView.ofInvalid(invalid);
    }
    Masking masks = exchangePolicy.of(tenant).wouldSend(bound);
    if (masks == Masking.SHOWN) {
      trail.shownPart("testSync", chosen.profile(), bound.id().value());
    }
    return TestView.of(
        sender.send(bound, List.of(chosen.row())), masks, AddressVisibility.seenBy(tenant));
  }

  /**
   * A record for a test.
   *
   * @param profile the profile of the record, if it is known
   */
  private record Chosen(ClaimedDelivery row, @Nullable ProfileId profile) {}

  private Chosen chosen(Catalogue.Sync sync, @Nullable SyncTestRequest request) {
    if (request != null && (request.record() != null || request.fields() != null)) {
      return new Chosen(byHand(sync, request.record(), request.fields()), null);
    }
    ProfileId profile = request == null ? null : ProfileId.ofNullable(request.profile());
    if (profile != null) {
      members.of(tenant).requireVisible(sync.id());
    }
    List<Previews.Sample> found = previews.of(tenant.workspace(), sync, profile, 1).records();
    if (found.isEmpty()) {
      throw Problems.CONFLICT.problem("There is no record to send yet; give one in the request");
    }
    Previews.Sample sample = found.getFirst();
    if (sample.withheldFor() != null) {
      refuse(sample.withheldFor());
    }
    return new Chosen(Previews.row(sync, ids.next(Ids.DELIVERY), sample), sample.profile());
  }

  private ClaimedDelivery byHand(
      Catalogue.Sync sync, @Nullable String record, @Nullable ObjectNode fields) {
    ObjectNode given = fields == null && sync.deletes() ? mapper.createObjectNode() : fields;
    if (record == null || given == null) {
      throw Problems.INVALID.problem(
          "A record that is given needs both its match value and its fields",
          record == null ? "/record" : "/fields");
    }
    previews
        .withheld(sync, binding.model(sync.spec().from()), record, given)
        .ifPresent(SyncResource::refuse);
    return Previews.row(sync, ids.next(Ids.DELIVERY), record, given);
  }

  private static void refuse(String purpose) {
    throw WITHHELD.problem("The person of this record does not allow the purpose " + purpose);
  }

  /**
   * @param profile the id of the profile to preview; the first profiles of the source if absent
   * @return the first records, and the requests that would carry them
   */
  @GET
  @Path("/{sync}/preview")
  @Operation(operationId = "previewSync", summary = "Preview what a sync would send")
  public PreviewView previewStored(
      @PathParam("sync") String sync, @QueryParam("profile") @Nullable ProfileId profile) {
    return preview("previewSync", bound(store.require(tenant.workspaceId(), sync)), profile);
  }

  private PreviewView preview(String operation, Catalogue.Sync sync, @Nullable ProfileId profile) {
    ExchangeVisibility exchangeVisibility = exchangePolicy.of(tenant);
    // Membership of an audience reveals values that its rule asks for, even if the record is
    // masked.
    Previews.Preview preview =
        sync.spec().from() instanceof SyncSource.Audience && !tenant.mayReadPersonalData()
            ? new Previews.Preview(List.of(), List.of())
            : previews.of(tenant.workspace(), sync, profile, PREVIEWED);
    trail.shown(operation, PreviewView.shownProfiles(preview, exchangeVisibility.values(sync)));
    return PreviewView.of(
        preview,
        exchangeVisibility.values(sync),
        exchangeVisibility.wouldSend(sync),
        exchangeVisibility.addresses());
  }

  private Catalogue.Sync bound(StoredDefinition<SyncSpec> stored) {
    return binding.bound(
        tenant.workspaceId(), id(stored), stored.name(), stored.version(), stored.spec());
  }

  private static SyncId id(StoredDefinition<SyncSpec> stored) {
    return new SyncId(stored.id());
  }

  private static PauseTarget target(StoredDefinition<SyncSpec> stored) {
    return new PauseTarget.OfSync(id(stored));
  }

  private void resume(StoredDefinition<SyncSpec> stored) {
    status.resume(tenant.workspaceId(), target(stored), stored.spec().destination());
  }

  /** The sync after a change that the caller may make. */
  private StoredDefinition<SyncSpec> patched(StoredDefinition<SyncSpec> current, JsonNode patch) {
    StoredDefinition<SyncSpec> wanted = merged(current, patch);
    if (!wanted.spec().sendsLike(current.spec())) {
      routing.requireSync(tenant, id(current), wanted.spec());
    }
    return wanted;
  }

  private StoredDefinition<SyncSpec> merged(StoredDefinition<SyncSpec> current, JsonNode patch) {
    ObjectNode before = SyncRequest.written(current.key(), current.name(), current.spec());
    SyncRequest wanted = MergePatch.apply(mapper, before, patch, SyncRequest.class);
    if (Filing.isAllOf(patch)) {
      return current.with(current.key(), current.name(), current.spec().filedAs(wanted.filing()));
    }
    return current.with(
        DefinitionKeys.key(wanted.key()),
        DefinitionKeys.name(wanted.name()),
        binding.bind(tenant.workspaceId(), id(current), wanted));
  }

  /** The views of these syncs; what they need is read once for all of them. */
  private Function<StoredDefinition<SyncSpec>, SyncView> views(
      List<StoredDefinition<SyncSpec>> syncs) {
    MemberVisibility visibility = members.ofRecords(tenant);
    ExchangeVisibility exchanges = exchangePolicy.of(tenant);
    Map<SyncId, SyncStatus> found =
        statuses.of(tenant.workspaceId(), syncs.stream().map(SyncResource::id).toList());
    return stored ->
        view(stored, Objects.requireNonNull(found.get(id(stored))), visibility, exchanges);
  }

  private SyncView view(
      StoredDefinition<SyncSpec> stored,
      SyncStatus found,
      MemberVisibility visibility,
      ExchangeVisibility exchanges) {
    SyncId id = id(stored);
    SyncStatus.Stop stop = found.stop();
    SyncStatus.Run newest = found.run();
    SyncView.RunView run = newest == null ? null : SyncView.RunView.of(id, newest, visibility);
    Catalogue.Unreadable unreadable = engine.newest().unreadable().get(stored.id());
    if (unreadable != null) {
      return SyncView.of(
          stored,
          new SyncView.Status(
              "unreadable",
              TextNode.valueOf(unreadable.words()),
              visibility.counts(id, found.counts()),
              visibility.conceals(id),
              run,
              drift(stored, found, visibility)),
          MemberNames.seenBy(tenant));
    }
    String state = stop == null ? "active" : stop.asked() ? "paused" : stop.reason();
    return SyncView.of(
        stored,
        new SyncView.Status(
            state,
            stop == null ? null : words(stored, stop, exchanges),
            visibility.counts(id, found.counts()),
            visibility.conceals(id),
            run,
            drift(stored, found, visibility)),
        MemberNames.seenBy(tenant));
  }

  private static SyncView.@Nullable DriftView drift(
      StoredDefinition<SyncSpec> stored, SyncStatus found, MemberVisibility visibility) {
    SyncId sync = id(stored);
    SyncStatus.Drift drift = found.drift();
    if (drift == null || drift.syncVersion() != stored.version()) {
      return null;
    }
    long missing = visibility.number(sync, drift.missing());
    long different = visibility.number(sync, drift.different());
    return missing + different == 0
        ? null
        : new SyncView.DriftView(drift.reconciliation(), missing, different, drift.at());
  }

  private static @Nullable JsonNode words(
      StoredDefinition<SyncSpec> stored, SyncStatus.Stop stop, ExchangeVisibility exchanges) {
    return exchanges.sent(stored.spec().destination(), id(stored), stop.since()).text(stop.words());
  }

  private RestResponse<SyncView> answer(
      RestResponse.Status status, String operation, StoredDefinition<SyncSpec> stored) {
    return EntityTags.answer(
        status,
        shown(operation, views(List.of(stored)).apply(stored)),
        stored.version(),
        stored.updatedAt());
  }

  /** The text of a destination counts as personal data, whether or not the profile is known. */
  private SyncView shown(String operation, SyncView view) {
    if (MaskedValue.isShown(view.reason())) {
      trail.shownPart(operation, null, view.id().value());
    }
    return view;
  }
}
