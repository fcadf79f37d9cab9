package dev.tributary.runtime.start;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.fact.Facts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the gateway asks each service when it looks for alerts; the gateway never routes it. */
@Path("/internal/facts")
public class FactsResource {
  private final Instance<FactSource> sources;

  public FactsResource(@Any Instance<FactSource> sources) {
    this.sources = sources;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(hidden = true)
  public byte[] facts(@QueryParam("workspace") String workspace) {
    return Json.write(
        new Facts(sources.stream().flatMap(source -> source.facts(workspace).stream()).toList()));
  }
}
