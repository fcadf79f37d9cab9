package dev.tributary.audience.http.audience;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.AudienceNames;
import dev.tributary.audience.rule.describe.Describe;
import dev.tributary.audience.rule.reader.RuleReader;
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

/** The versions of an audience, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/audiences/{audience}/versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Audiences")
public class AudienceVersionsResource {
  private final Tenant tenant;
  private final AudienceResource audiences;
  private final DefinitionStore<AudienceSpec> store;
  private final DefinitionHistory<AudienceSpec> history;

  public AudienceVersionsResource(
      Tenant tenant, AudienceResource audiences, DefinitionStore<AudienceSpec> store) {
    this.tenant = tenant;
    this.audiences = audiences;
    this.store = store;
    this.history = new DefinitionHistory<>(store, AudienceRequest::written, Set.of("rule"));
  }

  /**
   * @return a part of the list of versions
   */
  @GET
  @Operation(
      operationId = "listAudienceVersions",
      summary = "Versions of an audience, with the user and the time of each change, newest first",
      description =
          "The newest 200 versions are kept. The versions of a deleted audience are found by its"
              + " id.")
  public Page<DefinitionVersionView> list(
      @PathParam("audience") String audience,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    Describe describe = new Describe(AudienceNames.of(store, tenant.workspaceId()));
    return history.listInWords(
        tenant,
        audience,
        cursor,
        limit,
        spec -> RuleReader.find(spec.rule()).map(describe::sentence).orElse(null));
  }

  /**
   * @param version the number of the version
   * @return the audience after the change
   */
  @POST
  @Path("{version}/restore")
  @Operation(
      operationId = "restoreAudience",
      summary = "Restore an earlier version of an audience",
      description =
          "A new version with the content of the earlier one. The change is checked like any other"
              + " change of an audience.")
  public RestResponse<AudienceView> restore(
      @PathParam("audience") String audience,
      @PathParam("version") String version,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    Restoration restoration = history.restoration(tenant.workspaceId(), audience, version, ifMatch);
    return audiences.change(restoration.id(), restoration.ifMatch(), restoration.patch());
  }
}
