package dev.tributary.destinations.http.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.account.CredentialFacts;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.credential.Connections;
import dev.tributary.destinations.deliveries.DeliveryFlows;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.destinations.http.TestView;
import dev.tributary.destinations.http.binding.DestinationBinding;
import dev.tributary.destinations.http.binding.DestinationRequest;
import dev.tributary.destinations.http.binding.StoredConnectors;
import dev.tributary.destinations.http.visibility.ExchangeVisibilityPolicy;
import dev.tributary.destinations.http.visibility.RoutingPolicy;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.destinations.sync.StatusStore;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.definition.DefinitionKeys;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.openapi.request.Draft;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.MaskedValue;
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
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Destinations: the systems that receive data. */
@Path("/api/v1/workspaces/{workspace}/destinations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Destinations")
public class DestinationResource {
  private static final Set<String> NAMES = Set.of("key", "name");

  private final DefinitionStore<DestinationSpec> store;
  private final DefinitionStore<SyncSpec> syncs;
  private final DestinationBinding binding;
  private final StoredConnectors connectors;
  private final BatchSender sender;
  private final Targets targets;
  private final StatusStore status;
  private final DeliveryFlows flows;
  private final CredentialFacts credentials;
  private final Ids ids;
  private final ExchangeVisibilityPolicy exchangePolicy;
  private final RoutingPolicy routing;
  private final ReadTrail trail;
  private final Administration administration;
  private final Tenant tenant;
  private final ObjectMapper mapper;
  private final Clock clock;

  public DestinationResource(
      DefinitionStore<DestinationSpec> store,
      DefinitionStore<SyncSpec> syncs,
      DestinationBinding binding,
      StoredConnectors connectors,
      BatchSender sender,
      Targets targets,
      StatusStore status,
      DeliveryFlows flows,
      CredentialFacts credentials,
      Ids ids,
      ExchangeVisibilityPolicy exchangePolicy,
      RoutingPolicy routing,
      ReadTrail trail,
      Administration administration,
      Tenant tenant,
      ObjectMapper mapper,
      Clock clock) {
    this.store = store;
    this.syncs = syncs;
    this.binding = binding;
    this.connectors = connectors;
    this.sender = sender;
    this.targets = targets;
    this.status = status;
    this.flows = flows;
    this.credentials = credentials;
    this.ids = ids;
    this.exchangePolicy = exchangePolicy;
    this.routing = routing;
    this.trail = trail;
    this.administration = administration;
    this.tenant = tenant;
    this.mapper = mapper;
    this.clock = clock;
  }

  /**
   * @return a part of the list of destinations
   */
  @GET
  @Operation(operationId = "listDestinations", summary = "Destinations, in order of creation")
  public Page<DestinationView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    Connectors known = connectors.of(tenant.workspaceId());
    return store
        .list(tenant.workspaceId(), cursor, Page.limit(limit))
        .map(stored -> shown("listDestinations", view(stored, known)));
  }

  /**
   * @return the new destination, without its secrets
   */
  @POST
  @Operation(operationId = "createDestination", summary = "Create a destination")
  @APIResponseSchema(
      value = DestinationView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<DestinationView> create(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, DestinationRequest request) {
    DestinationId id = new DestinationId(ids.next(Ids.DESTINATION));
    Consumer<DefinitionTransaction> unchanged =
        connectors.unchanged(tenant.workspaceId(), request.connector());
    DestinationSpec spec = binding.bind(tenant.workspaceId(), id, request, null);
    StoredDefinition<DestinationSpec> created =
        store.create(
            tenant.workspaceId(),
            id.value(),
            DefinitionKeys.key(request.key()),
            DefinitionKeys.name(request.name()),
            spec,
            Idempotency.of(idempotencyKey, request),
            unchanged);
    return answer(RestResponse.Status.CREATED, "createDestination", created);
  }

  /**
   * Tests a destination that is not saved yet.
   *
   * @return the result of the test; a failed test is a result too
   */
  @POST
  @Path("/test")
  @Operation(operationId = "testNewDestination", summary = "Test a destination before it is saved")
  public TestView test(@Draft DestinationRequest request) {
    DestinationId id = new DestinationId(ids.next(Ids.DESTINATION));
    DestinationSpec spec = binding.bind(tenant.workspaceId(), id, request, null);
    Catalogue.Destination destination =
        new Catalogue.Destination(
            tenant.workspaceId(),
            id,
            "",
            0,
            spec,
            StoredConnectors.required(connectors.of(tenant.workspaceId()), spec.connector()));
    return TestView.of(
        sender.check(destination, targets.open(destination)), AddressVisibility.seenBy(tenant));
  }

  /**
   * @return the destination; its version is the ETag
   */
  @GET
  @Path("/{destination}")
  @Operation(operationId = "readDestination", summary = "A destination, by its id or key")
  public RestResponse<DestinationView> find(@PathParam("destination") String destination) {
    return answer(
        RestResponse.Status.OK,
        "readDestination",
        store.require(tenant.workspaceId(), destination));
  }

  /**
   * New settings resume a destination that had refused the old ones, and its stopped syncs.
   *
   * @return the destination after the change
   */
  @PATCH
  @RequestBodySchema(DestinationRequest.class)
  @Path("/{destination}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "changeDestination",
      summary = "Change a destination",
      description =
          "A JSON merge patch. New settings activate a destination that had refused requests,"
              + " and its syncs that had stopped. A new address requires the secrets again. 403 for callers who may not see the"
              + " data that is sent to the destination, if the request changes the settings, or"
              + " a secret that can select another account.")
  public RestResponse<DestinationView> update(
      @PathParam("destination") String destination,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonNode patch) {
    WorkspaceId workspace = tenant.workspaceId();
    StoredDefinition<DestinationSpec> updated =
        store.updatePrepared(
            workspace,
            destination,
            EntityTags.version(ifMatch),
            current -> patched(current, patch));
    if (!isRenaming(patch)) {
      resumeStopped(updated);
    }
    return answer(RestResponse.Status.OK, "changeDestination", updated);
  }

  @DELETE
  @Path("/{destination}")
  @Operation(
      operationId = "deleteDestination",
      summary = "Delete a destination",
      description = "Refused while a sync writes to it.")
  public RestResponse<Void> delete(
      @PathParam("destination") String destination,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    List<String> users = syncsTo(stored).map(StoredDefinition::key).toList();
    if (!users.isEmpty()) {
      throw Problems.IN_USE.problem("These syncs write to it: " + String.join(", ", users));
    }
    store.delete(tenant.workspaceId(), stored.id(), EntityTags.version(ifMatch));
    return RestResponse.noContent();
  }

  /**
   * @return the result of the test; a failed test is a result too
   */
  @POST
  @Path("/{destination}/test")
  @Operation(operationId = "testDestination", summary = "Test a destination")
  public TestView testStored(@PathParam("destination") String destination) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    return TestView.of(
        sender.checkStored(StoredConnectors.destination(connectors, tenant.workspaceId(), stored)),
        AddressVisibility.seenBy(tenant));
  }

  /**
   * @return the paused destination
   */
  @POST
  @Path("/{destination}/pause")
  @Operation(
      operationId = "pauseDestination",
      summary = "Pause a destination; nothing is sent to it until it is resumed")
  public RestResponse<DestinationView> pause(@PathParam("destination") String destination) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    status.pause(tenant.workspaceId(), target(stored), tenant.caller().subject());
    return answer(RestResponse.Status.OK, "pauseDestination", stored);
  }

  /**
   * @return the destination, which is no longer paused
   */
  @POST
  @Path("/{destination}/resume")
  @Operation(
      operationId = "resumeDestination",
      summary = "Resume a destination that was paused or has stopped")
  public RestResponse<DestinationView> resume(@PathParam("destination") String destination) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    resume(stored);
    return answer(RestResponse.Status.OK, "resumeDestination", stored);
  }

  /**
   * The current rate of records to the destination, and the records that wait.
   *
   * @return the current flow of records
   */
  @GET
  @Path("/{destination}/flow")
  @Operation(
      operationId = "readDestinationFlow",
      summary = "The current throughput of a destination, and the number of waiting records")
  public FlowView flow(@PathParam("destination") String destination) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    return FlowView.of(flows.of(tenant.workspaceId(), id(stored)));
  }

  private static DestinationId id(StoredDefinition<DestinationSpec> stored) {
    return new DestinationId(stored.id());
  }

  private static PauseTarget target(StoredDefinition<DestinationSpec> stored) {
    return new PauseTarget.OfDestination(id(stored));
  }

  /** A new name repairs nothing. */
  private static boolean isRenaming(JsonNode patch) {
    return patch.properties().stream().allMatch(field -> NAMES.contains(field.getKey()));
  }

  private Stream<StoredDefinition<SyncSpec>> syncsTo(StoredDefinition<DestinationSpec> stored) {
    return syncs.all(tenant.workspaceId()).stream()
        .filter(sync -> sync.spec().destination().equals(id(stored)));
  }

  private void resume(StoredDefinition<DestinationSpec> stored) {
    resume(target(stored), stored);
  }

  private void resume(PauseTarget target, StoredDefinition<DestinationSpec> stored) {
    status.resume(tenant.workspaceId(), target, id(stored));
  }

  /**
   * Resumes the destination and its syncs: the cause of a stopped sync can be a setting of the
   * destination, or a right of its credentials. A pause that a user has set stays.
   */
  void resumeStopped(StoredDefinition<DestinationSpec> stored) {
    Stream.concat(
            Stream.of(target(stored)),
            syncsTo(stored).map(sync -> new PauseTarget.OfSync(new SyncId(sync.id()))))
        .filter(target ->
            status.stop(tenant.workspaceId(), target).filter(stop -> !stop.asked()).isPresent())
        .forEach(target -> resume(target, stored));
  }

  /** A destination that has stopped shows the newest reason. A pause that a user has set stays. */
  void replaceReason(StoredDefinition<DestinationSpec> stored, String reason, String words) {
    boolean _ = status.replaceReason(tenant.workspaceId(), target(stored), reason, words);
  }

  private StoredDefinition<DestinationSpec> patched(
      StoredDefinition<DestinationSpec> current, JsonNode patch) {
    administration.withoutDetail(FieldChange.ADDRESS_CHANGED);
    ObjectNode before =
        DestinationRequest.written(
            current.key(), current.name(), current.spec(), AddressVisibility.WHOLE);
    DestinationRequest wanted = MergePatch.apply(mapper, before, patch, DestinationRequest.class);
    DestinationSpec spec = binding.bind(tenant.workspaceId(), id(current), wanted, current.spec());
    if (binding.choosesAccount(tenant.workspaceId(), wanted) || !spec.sendsTo(current.spec())) {
      routing.requireDestination(tenant, id(current));
    }
    if (binding.hasOtherAddress(tenant.workspaceId(), spec, current.spec())) {
      administration.detail(FieldChange.ADDRESS_CHANGED);
    }
    return current.with(DefinitionKeys.key(wanted.key()), DefinitionKeys.name(wanted.name()), spec);
  }

  private List<String> warnings(Connector connector, DestinationSpec spec) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return Stream.of(
            connector.warnings(spec.settings()).stream(),
            DestinationBinding.warning(connector.manifest(), spec).stream(),
            connector.manifest().apiWarning(today).stream())
        .flatMap(Function.identity())
        .toList();
  }

  private DestinationView view(StoredDefinition<DestinationSpec> stored) {
    return view(stored, connectors.of(tenant.workspaceId()));
  }

  private DestinationView view(StoredDefinition<DestinationSpec> stored, Connectors known) {
    WorkspaceId workspace = tenant.workspaceId();
    DestinationId id = id(stored);
    long optOuts = status.optOutsWaiting(workspace, id);
    return DestinationView.of(
        stored,
        known
            .find(stored.spec().connector())
            .map(connector -> warnings(connector, stored.spec()))
            .orElse(List.of()),
        credentials(stored, known),
        status
            .stop(workspace, target(stored))
            .or(() -> status.failure(workspace, id))
            .or(() -> status.accountQuestion(workspace, id))
            .map(stop ->
                new DestinationView.Status(
                    stop.asked() ? "paused" : stop.reason(),
                    exchangePolicy.of(tenant).sent(id, null, stop.since()).text(stop.words()),
                    stop.since(),
                    optOuts))
            .orElse(new DestinationView.Status("active", null, null, optOuts)),
        AddressVisibility.seenBy(tenant));
  }

  private DestinationView.Credentials credentials(
      StoredDefinition<DestinationSpec> stored, Connectors known) {
    WorkspaceId workspace = tenant.workspaceId();
    boolean needsUser =
        known.find(stored.spec().connector()).filter(Connections::isNeeded).isPresent();
    return new DestinationView.Credentials(
        credentials.account(workspace, id(stored)).flatMap(DestinationAccountView::of).orElse(null),
        needsUser
            ? credentials
                .connection(workspace, id(stored))
                .map(ConnectionView::of)
                .orElse(ConnectionView.NONE)
            : null);
  }

  private RestResponse<DestinationView> answer(
      RestResponse.Status status, String operation, StoredDefinition<DestinationSpec> stored) {
    return EntityTags.answer(status, shown(operation, view(stored)), stored.version());
  }

  /** The text of a destination counts as personal data, whether or not the profile is known. */
  private DestinationView shown(String operation, DestinationView view) {
    if (MaskedValue.isShown(view.reason())) {
      trail.shownPart(operation, null, view.id().value());
    }
    return view;
  }
}
