package dev.tributary.destinations.http;

import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The kinds of destinations. The web UI builds its forms from this answer. */
@Path("/api/v1/workspaces/{workspace}/connectors")
@RunOnVirtualThread
@Tag(name = "Connectors")
public class ConnectorResource {
  private final Connectors connectors;

  public ConnectorResource(Connectors connectors) {
    this.connectors = connectors;
  }

  /**
   * @return a part of the list of manifests
   */
  @GET
  @Operation(
      operationId = "listConnectors",
      summary = "Connectors with their manifests; clients can build forms from them")
  public Page<Manifest> list() {
    return new Page<>(connectors.manifests(), null);
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
        .manifest(connector)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no connector " + connector));
  }
}
