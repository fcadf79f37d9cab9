package dev.tributary.collector.http;

import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionHistory.Restoration;
import dev.tributary.definitions.http.DefinitionVersionView;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
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

/** The versions of a source, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/sources/{source}/versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Sources")
public class SourceVersionsResource {
  private final Tenant tenant;
  private final SourcesResource sources;
  private final DefinitionHistory<SourceBody> history;

  public SourceVersionsResource(
      Tenant tenant, SourcesResource sources, DefinitionStore<SourceBody> store) {
    this.tenant = tenant;
    this.sources = sources;
    this.history = new DefinitionHistory<>(store, SourceSettings::written, Set.of());
  }

  /**
   * @return a part of the list of versions
   */
  @GET
  @Operation(
      operationId = "listSourceVersions",
      summary = "Versions of a source, with the user and the time of each change, newest first",
      description =
          "The newest 200 versions are kept. The versions of a deleted source are found by its"
              + " id.")
  public Page<DefinitionVersionView> list(
      @PathParam("source") String source,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    return history.list(tenant, source, cursor, limit);
  }

  /**
   * @param version the number of the version
   * @return the source after the change
   */
  @POST
  @Path("{version}/restore")
  @Operation(
      operationId = "restoreSource",
      summary = "Restore an earlier version of a source",
      description =
          "A new version with the content of the earlier one. The change is checked like any other"
              + " change of a source."
              + " Its write keys stay as they are.")
  public RestResponse<SourceView> restore(
      @PathParam("source") String source,
      @PathParam("version") String version,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    Restoration restoration = history.restoration(tenant.workspaceId(), source, version, ifMatch);
    return sources.change(restoration.id(), restoration.ifMatch(), restoration.patch());
  }
}
