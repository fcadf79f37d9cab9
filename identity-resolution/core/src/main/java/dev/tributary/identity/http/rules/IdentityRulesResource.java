package dev.tributary.identity.http.rules;

import dev.tributary.identity.http.Authors;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.RulesStore;
import dev.tributary.identity.rules.VersionedRules;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Which identifiers count, and which people they may join. */
@Path("/api/v1/workspaces/{workspace}/identity/rules")
@RunOnVirtualThread
@Tag(name = "Identity")
public class IdentityRulesResource {
  private final Tenant tenant;
  private final RulesStore store;

  public IdentityRulesResource(Tenant tenant, RulesStore store) {
    this.tenant = tenant;
    this.store = store;
  }

  /**
   * @return the rules in force; their version is the ETag
   */
  @GET
  @Operation(
      operationId = "readIdentityRules",
      summary = "The identity rules, with the identifier types in order of priority")
  public RestResponse<RulesView> read() {
    return answer(store.read(tenant.workspaceId()));
  }

  /**
   * @return the rules that are now in force; their version is the ETag
   */
  @PUT
  @Operation(
      operationId = "replaceIdentityRules",
      summary = "Replace the identity rules",
      description =
          "The rules apply to events and rows that arrive from now on. Profiles that are"
              + " already merged stay merged.")
  public RestResponse<RulesView> replace(
      @HeaderParam("If-Match") @Nullable String ifMatch, @Nullable RulesRequest request) {
    IdentityRules rules = RulesBinding.bind(request);
    return answer(
        store.replace(
            tenant.workspaceId(), EntityTags.version(ifMatch), rules, Authors.of(tenant)));
  }

  private static RestResponse<RulesView> answer(VersionedRules now) {
    return EntityTags.answer(
        RestResponse.Status.OK, RulesView.of(now.version(), now.rules()), now.version());
  }
}
