package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.definition.DefinitionKeys;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.openapi.request.Draft;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.warehouse.connection.Connection;
import dev.tributary.warehouse.connection.ConnectionPostgreSqlBuilder;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.http.WarehouseRequest.ConnectionRequest;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.postgres.ConnectionTests;
import dev.tributary.warehouse.run.LastTest;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.source.TableReader;
import dev.tributary.warehouse.table.RunFailure;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Warehouses: the databases and files with a company's tables. */
@Path("/api/v1/workspaces/{workspace}/warehouses")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Warehouses")
public class WarehouseResource {
  /** The field name with which a password is sealed. */
  private static final String PASSWORD = "password";

  private final DefinitionStore<WarehouseSpec> store;
  private final DefinitionStore<ModelSpec> models;
  private final InteractiveQueries questions;
  private final Catalogues catalogues;
  private final MappingPolicy mappings;
  private final ConnectionTests tests;
  private final SecretBox secrets;
  private final Administration administration;
  private final Ids ids;
  private final Clock clock;
  private final Tenant tenant;
  private final ObjectMapper mapper;

  public WarehouseResource(
      DefinitionStore<WarehouseSpec> store,
      DefinitionStore<ModelSpec> models,
      InteractiveQueries questions,
      Catalogues catalogues,
      MappingPolicy mappings,
      ConnectionTests tests,
      SecretBox secrets,
      Administration administration,
      Ids ids,
      Clock clock,
      Tenant tenant,
      ObjectMapper mapper) {
    this.store = store;
    this.models = models;
    this.questions = questions;
    this.catalogues = catalogues;
    this.mappings = mappings;
    this.tests = tests;
    this.secrets = secrets;
    this.administration = administration;
    this.ids = ids;
    this.clock = clock;
    this.tenant = tenant;
    this.mapper = mapper;
  }

  /**
   * The result of a test of a connection.
   *
   * @param ok always true; the answer to a failed test is a problem
   * @param tables the number of tables that were found
   */
  @Schema(name = "ConnectionTest")
  public record TestResult(boolean ok, int tables) {}

  /**
   * The tables of a warehouse.
   *
   * @param data the names of the tables
   */
  public record Tables(List<String> data) {}

  /**
   * @return a part of the list of warehouses
   */
  @GET
  @Operation(operationId = "listWarehouses", summary = "Warehouses, in order of creation")
  public Page<WarehouseView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    Map<WarehouseId, LastTest> found = tests.all(tenant.workspaceId());
    return store
        .list(tenant.workspaceId(), cursor, Page.limit(limit))
        .map(warehouse -> WarehouseView.of(warehouse, found.get(id(warehouse))));
  }

  /**
   * @return the new warehouse, without its password
   */
  @POST
  @Operation(operationId = "createWarehouse", summary = "Create a warehouse")
  @APIResponseSchema(
      value = WarehouseView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<WarehouseView> create(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, WarehouseRequest request) {
    WarehouseId id = new WarehouseId(ids.next(Ids.WAREHOUSE));
    ConnectionRequest asked = connection(request);
    WarehouseSpec spec = new WarehouseSpec(bind(id, asked, null));
    StoredDefinition<WarehouseSpec> created =
        store.create(
            tenant.workspaceId(),
            id.value(),
            DefinitionKeys.key(request.key()),
            DefinitionKeys.name(request.name()),
            spec,
            Idempotency.of(idempotencyKey, request));
    return answer(RestResponse.Status.CREATED, created);
  }

  /**
   * Tests a connection that is not saved yet.
   *
   * @return the connection works
   */
  @POST
  @Path("/test")
  @Operation(operationId = "testNewWarehouse", summary = "Test a connection before it is saved")
  public TestResult test(@Draft WarehouseRequest request) {
    WarehouseId id = new WarehouseId(ids.next(Ids.WAREHOUSE));
    Connection connection = bind(id, connection(request), null);
    try {
      return test(id, connection);
    } catch (RunFailure e) {
      throw Failures.connectionProblem(e);
    }
  }

  /**
   * @return the warehouse; its version is the ETag
   */
  @GET
  @Path("/{warehouse}")
  @Operation(operationId = "readWarehouse", summary = "A warehouse, by its id or key")
  public RestResponse<WarehouseView> find(@PathParam("warehouse") String warehouse) {
    return answer(RestResponse.Status.OK, store.require(tenant.workspaceId(), warehouse));
  }

  /**
   * @return the warehouse after the change
   */
  @PATCH
  @RequestBodySchema(WarehouseRequest.class)
  @Path("/{warehouse}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "changeWarehouse",
      summary = "Change a warehouse",
      description =
          "A JSON merge patch. If the password is absent, the stored password stays, unless the"
              + " host, the port, the user or the encryption changes: then it is required"
              + " again. 403 `approval-needed` for callers who may not read personal data, if"
              + " the warehouse would read other tables and one of its models maps a column to"
              + " a trait that more people may see than the column.")
  public RestResponse<WarehouseView> update(
      @PathParam("warehouse") String warehouse,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonNode patch) {
    AtomicReference<WarehouseSpec> before = new AtomicReference<>();
    StoredDefinition<WarehouseSpec> updated =
        store.updatePrepared(
            tenant.workspaceId(),
            warehouse,
            EntityTags.version(ifMatch),
            current -> {
              before.set(current.spec());
              return changed(current, patch);
            });
    if (!updated.spec().equals(before.get())) {
      tests.forget(tenant.workspaceId(), id(updated));
    }
    return answer(RestResponse.Status.OK, updated);
  }

  /** Reads the models of the warehouse if they would read from another place then. */
  private StoredDefinition<WarehouseSpec> changed(
      StoredDefinition<WarehouseSpec> current, JsonNode patch) {
    StoredDefinition<WarehouseSpec> wanted = patched(current, patch);
    if (!place(wanted).equals(place(current))) {
      mappings.requireWarehouse(tenant, id(current));
    }
    return wanted;
  }

  private static WarehouseId id(StoredDefinition<WarehouseSpec> warehouse) {
    return new WarehouseId(warehouse.id());
  }

  private static String place(StoredDefinition<WarehouseSpec> warehouse) {
    return warehouse.spec().connection().place();
  }

  @DELETE
  @Path("/{warehouse}")
  @Operation(
      operationId = "deleteWarehouse",
      summary = "Delete a warehouse",
      description = "Refused while a model reads from it.")
  public RestResponse<Void> delete(
      @PathParam("warehouse") String warehouse, @HeaderParam("If-Match") @Nullable String ifMatch) {
    StoredDefinition<WarehouseSpec> stored = store.require(tenant.workspaceId(), warehouse);
    WarehouseId id = id(stored);
    List<String> users =
        models.all(tenant.workspaceId()).stream()
            .filter(model -> model.spec().warehouse().equals(id))
            .map(StoredDefinition::key)
            .toList();
    if (!users.isEmpty()) {
      throw Problems.IN_USE.problem("These models read from it: " + String.join(", ", users));
    }
    store.delete(tenant.workspaceId(), stored.id(), EntityTags.version(ifMatch));
    tests.forget(tenant.workspaceId(), id);
    return RestResponse.noContent();
  }

  /**
   * @return the connection works
   */
  @POST
  @Path("/{warehouse}/test")
  @Operation(
      operationId = "testWarehouse",
      summary = "Test the connection of a warehouse",
      description = "The result is stored, and shown with the warehouse.")
  public TestResult testStored(@PathParam("warehouse") String warehouse) {
    StoredDefinition<WarehouseSpec> stored = store.require(tenant.workspaceId(), warehouse);
    TestResult result;
    try {
      result = test(id(stored), stored.spec().connection());
    } catch (RunFailure e) {
      keep(stored, 0, new Run.Failure(e.code(), String.valueOf(e.getMessage())));
      throw Failures.connectionProblem(e);
    }
    keep(stored, result.tables(), null);
    return result;
  }

  private void keep(
      StoredDefinition<WarehouseSpec> warehouse, int tables, Run.@Nullable Failure failure) {
    tests.keep(tenant.workspaceId(), id(warehouse), new LastTest(clock.instant(), tables, failure));
  }

  /**
   * @return the names of the tables
   */
  @GET
  @Path("/{warehouse}/tables")
  @Operation(operationId = "listTables", summary = "The tables of a warehouse")
  public Tables tables(@PathParam("warehouse") String warehouse) {
    StoredDefinition<WarehouseSpec> stored = store.require(tenant.workspaceId(), warehouse);
    try {
      return new Tables(tablesOf(id(stored), stored.spec().connection()));
    } catch (RunFailure e) {
      throw Failures.connectionProblem(e);
    }
  }

  /**
   * @return the tables with their columns
   */
  @GET
  @Path("/{warehouse}/catalogue")
  @Operation(
      operationId = "readWarehouseCatalogue",
      summary = "The tables of a warehouse with their columns and types",
      description =
          "At most 5,000 columns of all tables together, in the order of the names of the tables."
              + " Of files, only tables of the schema `main`. The answer has no values. It can be"
              + " a few seconds old, up to twenty times the duration of the read.")
  public CatalogueView catalogue(@PathParam("warehouse") String warehouse) {
    StoredDefinition<WarehouseSpec> stored = store.require(tenant.workspaceId(), warehouse);
    return CatalogueView.of(
        catalogues.of(
            tenant.workspaceId(), stored, reader -> reader.catalogue(Catalogues.MOST_COLUMNS)));
  }

  private TestResult test(WarehouseId id, Connection connection) throws RunFailure {
    return new TestResult(true, tablesOf(id, connection).size());
  }

  private List<String> tablesOf(WarehouseId id, Connection connection) throws RunFailure {
    return questions.ask(tenant.workspaceId(), id, connection, TableReader::tables);
  }

  private StoredDefinition<WarehouseSpec> patched(
      StoredDefinition<WarehouseSpec> current, JsonNode patch) {
    administration.withoutDetail(FieldChange.ADDRESS_CHANGED);
    ObjectNode written = WarehouseRequest.written(current.key(), current.name(), current.spec());
    WarehouseRequest wanted = MergePatch.apply(mapper, written, patch, WarehouseRequest.class);
    Connection before = current.spec().connection();
    Connection connection = bind(id(current), connection(wanted), before);
    if (sendsPasswordElsewhere(connection, before)) {
      administration.detail(FieldChange.ADDRESS_CHANGED);
    }
    return current.with(
        DefinitionKeys.key(wanted.key()),
        DefinitionKeys.name(wanted.name()),
        new WarehouseSpec(connection));
  }

  /** Whether a password is sent, and to another receiver than before. */
  private static boolean sendsPasswordElsewhere(Connection connection, Connection before) {
    return connection instanceof Connection.PostgreSql server
        && server.sealedPassword() != null
        && !server.origin().equals(before.origin());
  }

  private static ConnectionRequest connection(WarehouseRequest request) {
    ConnectionRequest asked = request.connection();
    if (asked == null) {
      throw Problems.INVALID.problem("A warehouse needs a connection", "/connection");
    }
    asked.check("/connection");
    return asked;
  }

  /**
   * @param before the stored connection; its password stays unless the request contains one
   */
  private Connection bind(WarehouseId id, ConnectionRequest asked, @Nullable Connection before) {
    if ("files".equals(asked.kind())) {
      return new Connection.Files(String.valueOf(asked.path()));
    }
    String authorities = asked.caCertificate();
    Connection.PostgreSql server =
        ConnectionPostgreSqlBuilder.builder()
            .host(String.valueOf(asked.host()))
            .port(asked.port() == null ? 5432 : asked.port())
            .database(String.valueOf(asked.database()))
            .user(String.valueOf(asked.user()))
            .schema(asked.schema() == null ? "public" : asked.schema())
            .tls(asked.tls() == null || asked.tls())
            .verifyCertificate(asked.verifyCertificate() == null || asked.verifyCertificate())
            .caCertificate(authorities == null || authorities.isBlank() ? null : authorities)
            .sealedPassword(null)
            .build();
    return server.withPassword(password(id, asked.password(), server, before));
  }

  /**
   * The password, sealed for its receiver.
   *
   * @throws Problem if the stored one is for another address: otherwise a user who may change the
   *     address could have the password sent to a server of their own
   */
  private @Nullable String password(
      WarehouseId id,
      @Nullable String given,
      Connection.PostgreSql server,
      @Nullable Connection before) {
    SecretPlace place = place(tenant.workspaceId(), id, server);
    if (given != null) {
      return secrets.seal(place, given);
    }
    if (!(before instanceof Connection.PostgreSql earlier) || earlier.sealedPassword() == null) {
      return null;
    }
    if (!earlier.origin().equals(server.origin())) {
      throw Problems.SECRET_NEEDED.problem(
          "The password is stored for another address, user or encryption; enter it again",
          "/connection/password");
    }
    return secrets.resealed(place, earlier.sealedPassword());
  }

  /** The place for which a warehouse's password is sealed. */
  public static SecretPlace place(
      WorkspaceId workspace, WarehouseId warehouse, Connection.PostgreSql server) {
    return new SecretPlace(workspace, warehouse.value(), PASSWORD, server.origin());
  }

  private RestResponse<WarehouseView> answer(
      RestResponse.Status status, StoredDefinition<WarehouseSpec> stored) {
    LastTest lastTest = tests.all(tenant.workspaceId()).get(id(stored));
    return EntityTags.answer(status, WarehouseView.of(stored, lastTest), stored.version());
  }
}
