package dev.tributary.collector.http;

import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionVersionRoutes;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of a source, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/sources/{source}/versions")
@Tag(name = "Sources")
@RoutesFor(value = "source", changing = "Its write keys stay as they are.")
public class SourceVersionsResource extends DefinitionVersionRoutes<SourceBody, SourceView> {
  public SourceVersionsResource(
      Tenant tenant, SourcesResource sources, DefinitionStore<SourceBody> store) {
    super(
        tenant, new DefinitionHistory<>(store, SourceSettings::written, Set.of()), sources::change);
  }
}
