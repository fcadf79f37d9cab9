package dev.tributary.warehouse.http;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionHistory.Restoration;
import dev.tributary.definitions.http.DefinitionVersionView;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.warehouse.model.ModelSpec;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The versions of a model, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/models/{model}/versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Models")
public class ModelVersionsResource {
  private final Tenant tenant;
  private final ModelResource models;
  private final DefinitionHistory<ModelSpec> history;

  public ModelVersionsResource(
      Tenant tenant, ModelResource models, DefinitionStore<ModelSpec> store) {
    this.tenant = tenant;
    this.models = models;
    this.history = new DefinitionHistory<>(store, ModelRequest::written, Set.of());
  }

  /**
   * @return a part of the list of versions
   */
  @GET
  @Operation(
      operationId = "listModelVersions",
      summary = "Versions of a model, with the user and the time of each change, newest first",
      description =
          "The newest 200 versions are kept. The versions of a deleted model are found by its"
              + " id.")
  public Page<DefinitionVersionView> list(
      @PathParam("model") String model,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    return history.list(tenant, model, cursor, limit);
  }

  /**
   * @param version the number of the version
   * @return the model after the change
   */
  @POST
  @Path("{version}/restore")
  @Operation(
      operationId = "restoreModel",
      summary = "Restore an earlier version of a model",
      description =
          "A new version with the content of the earlier one. The change is checked like any other"
              + " change of a model.")
  public RestResponse<ModelView> restore(
      @PathParam("model") String model,
      @PathParam("version") String version,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    Restoration restoration = history.restoration(tenant.workspaceId(), model, version, ifMatch);
    return models.update(restoration.id(), restoration.ifMatch(), restoration.patch());
  }
}
