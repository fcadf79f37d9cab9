package dev.tributary.destinations.http.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.added.ConnectorChange;
import dev.tributary.destinations.added.ConnectorFile;
import dev.tributary.destinations.added.SampleRequests;
import dev.tributary.destinations.added.SampleRequests.Sample;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.http.binding.StoredConnectors;
import dev.tributary.destinations.http.connector.ConnectorFiles.Breaks;
import dev.tributary.destinations.http.connector.ConnectorFiles.Trial;
import dev.tributary.destinations.http.visibility.RoutingPolicy;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The kinds of destinations. The web UI builds its forms from this answer. */
@Path("/api/v1/workspaces/{workspace}/connectors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Connectors")
public class ConnectorResource {
  private static final int LONGEST_SETTINGS = 64 * 1024;

  private final StoredConnectors connectors;
  private final ConnectorFiles files;
  private final SampleRequests samples;
  private final RoutingPolicy routing;
  private final Tenant tenant;
  private final ObjectMapper mapper;

  public ConnectorResource(
      StoredConnectors connectors,
      ConnectorFiles files,
      SampleRequests samples,
      RoutingPolicy routing,
      Tenant tenant,
      ObjectMapper mapper) {
    this.connectors = connectors;
    this.files = files;
    this.samples = samples;
    this.routing = routing;
    this.tenant = tenant;
    this.mapper = mapper;
  }

  /**
   * @return a part of the list of manifests
   */
  @GET
  @Operation(
      operationId = "listConnectors",
      summary = "Connectors with their manifests; clients can build forms from them",
      description =
          "The connectors of the installation, and those that the workspace has added (`added`).")
  public Page<Manifest> list() {
    return new Page<>(connectors.of(tenant.workspaceId()).manifests(), null);
  }

  /**
   * @param connector the id of the connector, for example {@code hubspot}
   * @return the manifest of the connector
   */
  @GET
  @Path("/{connector}")
  @Operation(operationId = "readConnector", summary = "A connector with its manifest")
  public Manifest find(@PathParam("connector") String connector) {
    return connectors
        .of(tenant.workspaceId())
        .manifest(connector)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no connector " + connector));
  }

  /**
   * @return the new connector
   */
  @POST
  @Operation(
      operationId = "addConnector",
      summary = "Add a connector to the workspace",
      description =
          "Only this workspace can use it. 422 with each mistake of the manifest: its line, its"
              + " column, and what would be accepted. The id of a connector of Tributary cannot be"
              + " used.")
  @APIResponseSchema(
      value = ConnectorFileView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<ConnectorFileView> add(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
      ConnectorFileRequest request) {
    return answer(
        RestResponse.Status.CREATED,
        files.add(
            tenant.workspaceId(), given(request.yaml()), Idempotency.of(idempotencyKey, request)));
  }

  /**
   * Checks a manifest, stores nothing, and sends nothing.
   *
   * @return the result of the check; a manifest with mistakes is a result too
   */
  @POST
  @Path("/validate")
  @Operation(
      operationId = "validateConnector",
      summary = "Check a manifest before it is added, and show the requests that it makes",
      description =
          "All mistakes with line, column and what would be accepted. If the workspace has a"
              + " connector with the same id, also what a replacement would stop.")
  public ConnectorValidationView validate(ConnectorValidationRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    if (request.settings() != null && request.settings().toString().length() > LONGEST_SETTINGS) {
      throw Problems.INVALID.problem(
          "The settings have more than %d characters".formatted(LONGEST_SETTINGS), "/settings");
    }
    Trial trial = files.tried(workspace, given(request.yaml()));
    Connector connector = trial.checked().connector();
    ObjectNode settings =
        request.settings() == null ? mapper.createObjectNode() : request.settings();
    List<Sample> made = connector == null ? List.of() : samples.of(workspace, connector, settings);
    return new ConnectorValidationView(
        trial.checked().faults().stream().map(ConnectorValidationView.FaultView::of).toList(),
        trial.checked().warnings(),
        trial.change().refusals(),
        trial.change().breaks(),
        connector == null ? null : connector.manifest(),
        made.stream().map(ConnectorValidationView.SampleView::of).toList());
  }

  /**
   * @param connector the id of a connector that the workspace has added
   * @return the connector as it was given; its version is the ETag
   */
  @GET
  @Path("/{connector}/file")
  @Operation(
      operationId = "readConnectorFile",
      summary = "The manifest of a connector that the workspace has added, as a file")
  public RestResponse<ConnectorFileView> file(@PathParam("connector") String connector) {
    return answer(RestResponse.Status.OK, files.store().require(tenant.workspaceId(), connector));
  }

  /**
   * All instances use the new version for the next batch of each destination.
   *
   * @param connector the id of a connector that the workspace has added
   * @return the connector after the change
   */
  @PUT
  @Path("/{connector}")
  @Operation(
      operationId = "replaceConnector",
      summary = "Replace a connector that the workspace has added",
      description =
          "409 with all effects, if the change stops deliveries of the workspace or changes their"
              + " guarantees, unless `acceptsBreaks` is true, which needs `If-Match`. While a"
              + " destination uses the connector, its hosts cannot change. 403 for callers who may"
              + " not see the data that is sent to a destination of the connector.")
  public RestResponse<ConnectorFileView> replace(
      @PathParam("connector") String connector,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      ConnectorFileRequest request) {
    return replace(
        connector,
        ifMatch,
        given(request.yaml()),
        Boolean.TRUE.equals(request.acceptsBreaks()) ? Breaks.ACCEPTED : Breaks.REFUSED);
  }

  /** The change of a restoration, which is a merge patch. */
  RestResponse<ConnectorFileView> restore(
      String connector, @Nullable String ifMatch, ObjectNode patch) {
    StoredDefinition<ConnectorFile> present =
        files.store().require(tenant.workspaceId(), connector);
    return replace(
        present.key(),
        ifMatch,
        given(patch.path("yaml").asText(present.spec().yaml())),
        Breaks.REFUSED);
  }

  private RestResponse<ConnectorFileView> replace(
      String connector, @Nullable String ifMatch, ConnectorFile file, Breaks breaks) {
    WorkspaceId workspace = tenant.workspaceId();
    ConnectorFiles.Present present = files.present(workspace, connector);
    requireRouting(workspace, present);
    return answer(
        RestResponse.Status.OK,
        files.replace(workspace, present, EntityTags.version(ifMatch), file, breaks));
  }

  /** A manifest decides which data go to which place of the vendor, as settings do. */
  private void requireRouting(WorkspaceId workspace, ConnectorFiles.Present present) {
    List<DestinationId> users = present.users().stream().map(ConnectorChange.UsedBy::id).toList();
    if (connectors.of(workspace).find(present.stored().key()).isPresent()) {
      users.forEach(destination -> routing.requireDestination(tenant, destination));
    } else if (!users.isEmpty() && !tenant.mayReadPersonalData()) {
      throw Problems.FORBIDDEN.problem(
          "This version cannot tell which data the syncs of this connector send, because it refuses"
              + " the present manifest. A member with the right personal-data:read must replace"
              + " it");
    }
  }

  /**
   * @param connector the id of a connector that the workspace has added
   */
  @DELETE
  @Path("/{connector}")
  @Operation(
      operationId = "removeConnector",
      summary = "Remove a connector that the workspace has added",
      description = "Refused while a destination uses it.")
  public RestResponse<Void> remove(
      @PathParam("connector") String connector, @HeaderParam("If-Match") @Nullable String ifMatch) {
    files.remove(tenant.workspaceId(), connector, EntityTags.version(ifMatch));
    return RestResponse.noContent();
  }

  private static ConnectorFile given(@Nullable String yaml) {
    if (yaml == null || yaml.isBlank()) {
      throw Problems.INVALID.problem("The manifest in YAML is missing", "/yaml");
    }
    return new ConnectorFile(yaml);
  }

  private static RestResponse<ConnectorFileView> answer(
      RestResponse.Status status, StoredDefinition<ConnectorFile> stored) {
    return EntityTags.answer(status, ConnectorFileView.of(stored), stored.version());
  }
}
