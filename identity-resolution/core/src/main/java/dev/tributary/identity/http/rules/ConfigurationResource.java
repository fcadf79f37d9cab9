package dev.tributary.identity.http.rules;

import dev.tributary.contracts.Json;
import dev.tributary.identity.configuration.Configuration;
import dev.tributary.identity.configuration.ConfigurationStore;
import dev.tributary.identity.configuration.ConfigurationStore.Replaced;
import dev.tributary.identity.http.Authors;
import dev.tributary.identity.http.rules.ConfigurationBinding.Bound;
import dev.tributary.identity.profile.Redecisions;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Identity rules and trait policies as one document, for users who keep them as code. */
@Path("/api/v1/workspaces/{workspace}/identity/configuration")
@RunOnVirtualThread
@Tag(name = "Identity")
public class ConfigurationResource {
  private final Tenant tenant;
  private final ConfigurationStore store;
  private final Redecisions sender;

  public ConfigurationResource(Tenant tenant, ConfigurationStore store, Redecisions sender) {
    this.tenant = tenant;
    this.store = store;
    this.sender = sender;
  }

  /**
   * @return the configuration; its version is the ETag
   */
  @GET
  @Operation(
      operationId = "readIdentityConfiguration",
      summary = "The identity configuration: identity rules and trait policies as one document")
  public RestResponse<ConfigurationBody> read() {
    Configuration current = store.read(tenant.workspaceId());
    return EntityTags.answer(
        RestResponse.Status.OK, ConfigurationBody.of(current), current.version());
  }

  /**
   * The differences between the configuration before the request and the requested one.
   *
   * @param dryRun true if the request was a dry run: {@code changes} shows what would change, and
   *     nothing was changed
   * @param changes the differences; empty if there are none
   * @param redecides the traits that are decided again for all people who have them
   */
  @Schema(name = "IdentityConfigurationChanges")
  public record Changes(boolean dryRun, List<Difference> changes, List<String> redecides) {}

  /**
   * @param dryRun true checks the document and shows the changes, without effect
   * @return the differences; the version of the stored configuration is the ETag
   */
  @PUT
  @Operation(
      operationId = "replaceIdentityConfiguration",
      summary = "Replace the identity configuration in one transaction",
      description =
          "Parts that the request does not change keep their version. A trait without a policy"
              + " in the request gets the default policy.")
  public RestResponse<Changes> replace(
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @Nullable ConfigurationBody body) {
    Bound requested = ConfigurationBinding.bind(body);
    Long expected = EntityTags.version(ifMatch);
    if (dryRun) {
      Configuration current = store.read(tenant.workspaceId()).require(expected);
      return answer(true, new Replaced(current, current), requested);
    }
    Replaced replaced =
        store.replace(
            tenant.workspaceId(),
            expected,
            requested.rules(),
            requested.policies(),
            Authors.of(tenant));
    sender.send(tenant.workspaceId());
    return answer(false, replaced, requested);
  }

  private static RestResponse<Changes> answer(boolean dryRun, Replaced replaced, Bound requested) {
    Configuration before = replaced.before();
    Changes changes =
        new Changes(
            dryRun,
            Difference.between(
                Json.MAPPER.valueToTree(ConfigurationBody.of(before)),
                Json.MAPPER.valueToTree(
                    ConfigurationBody.of(requested.rules(), requested.policies()))),
            List.copyOf(before.decidedOtherwise(requested.policies())));
    return EntityTags.answer(RestResponse.Status.OK, changes, replaced.after().version());
  }
}
