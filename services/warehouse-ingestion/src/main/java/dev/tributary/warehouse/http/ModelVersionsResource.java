package dev.tributary.warehouse.http;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionVersionRoutes;
import dev.tributary.definitions.http.Unfiled;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.warehouse.model.ModelSpec;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of a model, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/models/{model}/versions")
@Tag(name = "Models")
@RoutesFor("model")
public class ModelVersionsResource extends DefinitionVersionRoutes<ModelSpec, ModelView> {
  public ModelVersionsResource(
      Tenant tenant, ModelResource models, DefinitionStore<ModelSpec> store) {
    super(
        tenant,
        new DefinitionHistory<>(store, Unfiled.form(ModelRequest::written), Set.of()),
        models::update);
  }
}
