package dev.tributary.destinations.http.connector;

import dev.tributary.contracts.Json;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionVersionRoutes;
import dev.tributary.destinations.added.ConnectorFile;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of a connector that the workspace has added, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/connectors/{connector}/versions")
@Tag(name = "Connectors")
@RoutesFor(
    value = "connector",
    changing =
        "A version whose restoration stops deliveries is refused; replace the connector by its"
            + " content instead, and accept the effects.")
public class ConnectorVersionsResource
    extends DefinitionVersionRoutes<ConnectorFile, ConnectorFileView> {
  public ConnectorVersionsResource(
      Tenant tenant, ConnectorResource connectors, ConnectorFiles files) {
    super(
        tenant,
        new DefinitionHistory<>(
            files.store(),
            (key, name, file) -> Json.MAPPER.createObjectNode().put("yaml", file.yaml()),
            Set.of()),
        connectors::restore);
  }
}
