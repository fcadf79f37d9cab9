package dev.tributary.warehouse.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.http.Keys;
import dev.tributary.runtime.http.MergePatch;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.warehouse.connection.Connection;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.http.WarehouseRequest.ConnectionRequest;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.run.RunFailure;
import dev.tributary.warehouse.source.TableReader;
import dev.tributary.warehouse.source.Warehouses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Warehouses: where a company's tables are. */
@Path("/api/v1/workspaces/{workspace}/warehouses")
@RunOnVirtualThread
@Tag(name = "Warehouses")
public class WarehouseResource {
  /** The field that a password is sealed for. */
  public static final String PASSWORD = "password";

  private final DefinitionStore<WarehouseSpec> store;
  private final DefinitionStore<ModelSpec> models;
  private final Warehouses warehouses;
  private final SecretBox secrets;
  private final Ids ids;
  private final Tenant tenant;
  private final ObjectMapper mapper;

  public WarehouseResource(
      DefinitionStore<WarehouseSpec> store,
      DefinitionStore<ModelSpec> models,
      Warehouses warehouses,
      SecretBox secrets,
      Ids ids,
      Tenant tenant,
      ObjectMapper mapper) {
    this.store = store;
    this.models = models;
    this.warehouses = warehouses;
    this.secrets = secrets;
    this.ids = ids;
    this.tenant = tenant;
    this.mapper = mapper;
  }

  /** What a test of a connection found. */
  public record TestResult(boolean ok, int tables) {}

  public record Tables(List<String> data) {}

  @GET
  public Page<WarehouseView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return store.list(tenant.workspaceId(), cursor, Page.limit(limit)).map(WarehouseView::of);
  }

  @POST
  public Response create(WarehouseRequest request) {
    String id = ids.next(Ids.WAREHOUSE);
    ConnectionRequest asked = connection(request);
    WarehouseSpec spec = new WarehouseSpec(bind(id, asked, null));
    Stored<WarehouseSpec> created =
        store.create(
            tenant.workspaceId(),
            id,
            Keys.key(request.key()),
            Keys.name(request.name()),
            spec,
            null);
    return answer(Response.status(201), created);
  }

  /** Tries a connection that is not saved yet. */
  @POST
  @Path("/test")
  public TestResult test(WarehouseRequest request) {
    String id = ids.next(Ids.WAREHOUSE);
    return test(id, bind(id, connection(request), null));
  }

  @GET
  @Path("/{warehouse}")
  public Response find(@PathParam("warehouse") String warehouse) {
    return answer(Response.ok(), store.require(tenant.workspaceId(), warehouse));
  }

  @PATCH
  @Path("/{warehouse}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  public Response update(
      @PathParam("warehouse") String warehouse,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonNode patch) {
    Stored<WarehouseSpec> updated =
        store.update(
            tenant.workspaceId(),
            warehouse,
            EntityTags.version(ifMatch),
            current -> patched(current, patch));
    return answer(Response.ok(), updated);
  }

  @DELETE
  @Path("/{warehouse}")
  public Response delete(
      @PathParam("warehouse") String warehouse, @HeaderParam("If-Match") @Nullable String ifMatch) {
    Stored<WarehouseSpec> stored = store.require(tenant.workspaceId(), warehouse);
    List<String> users =
        models.all(tenant.workspaceId()).stream()
            .filter(model -> model.spec().warehouse().equals(stored.id()))
            .map(Stored::key)
            .toList();
    if (!users.isEmpty()) {
      throw Problems.IN_USE.problem("These models read from it: " + String.join(", ", users));
    }
    store.delete(tenant.workspaceId(), stored.id(), EntityTags.version(ifMatch));
    return Response.noContent().build();
  }

  @POST
  @Path("/{warehouse}/test")
  public TestResult testStored(@PathParam("warehouse") String warehouse) {
    Stored<WarehouseSpec> stored = store.require(tenant.workspaceId(), warehouse);
    return test(stored.id(), stored.spec().connection());
  }

  @GET
  @Path("/{warehouse}/tables")
  public Tables tables(@PathParam("warehouse") String warehouse) {
    Stored<WarehouseSpec> stored = store.require(tenant.workspaceId(), warehouse);
    return new Tables(tablesOf(stored.id(), stored.spec().connection()));
  }

  private TestResult test(String id, Connection connection) {
    return new TestResult(true, tablesOf(id, connection).size());
  }

  private List<String> tablesOf(String id, Connection connection) {
    try (TableReader reader = warehouses.open(tenant.workspaceId(), id, connection, List.of())) {
      return reader.tables();
    } catch (RunFailure e) {
      throw Failures.problem(e, "/connection");
    }
  }

  private Stored<WarehouseSpec> patched(Stored<WarehouseSpec> current, JsonNode patch) {
    ObjectNode before = mapper.createObjectNode();
    WarehouseView view = WarehouseView.of(current);
    before.put("key", view.key()).put("name", view.name());
    ObjectNode connection = mapper.valueToTree(view.connection());
    connection.remove("passwordSet");
    before.set("connection", connection);
    try {
      WarehouseRequest wanted =
          mapper.treeToValue(MergePatch.apply(before, patch), WarehouseRequest.class);
      return current.with(
          Keys.key(wanted.key()),
          Keys.name(wanted.name()),
          new WarehouseSpec(bind(current.id(), connection(wanted), current.spec().connection())));
    } catch (JsonProcessingException e) {
      throw Problems.INVALID.problem(e.getOriginalMessage(), "");
    }
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
   * @param before what is stored; its password stays unless another is given
   */
  private Connection bind(String id, ConnectionRequest asked, @Nullable Connection before) {
    if ("files".equals(asked.kind())) {
      return new Connection.Files(String.valueOf(asked.path()));
    }
    String sealed = before instanceof Connection.PostgreSql server ? server.sealedPassword() : null;
    String password = asked.password();
    if (password != null) {
      sealed = secrets.seal(new SecretPlace(tenant.workspaceId(), id, PASSWORD), password);
    }
    return new Connection.PostgreSql(
        String.valueOf(asked.host()),
        asked.port() == null ? 5432 : asked.port(),
        String.valueOf(asked.database()),
        String.valueOf(asked.user()),
        asked.schema() == null ? "public" : asked.schema(),
        asked.tls() == null || asked.tls(),
        sealed);
  }

  private static Response answer(Response.ResponseBuilder response, Stored<WarehouseSpec> stored)
      throws Problem {
    return response
        .header("ETag", EntityTags.of(stored.version()))
        .entity(WarehouseView.of(stored))
        .build();
  }
}
