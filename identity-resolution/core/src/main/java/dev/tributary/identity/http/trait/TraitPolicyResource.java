package dev.tributary.identity.http.trait;

import dev.tributary.identity.profile.Redecisions;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.TraitPolicyStore;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which of several values of a trait becomes the value of the person. */
@Path("/api/v1/workspaces/{workspace}/traits/{trait}/policy")
@RunOnVirtualThread
@Tag(name = "Traits")
public class TraitPolicyResource {
  private final Tenant tenant;
  private final TraitPolicyStore policies;
  private final Redecisions sender;

  public TraitPolicyResource(Tenant tenant, TraitPolicyStore policies, Redecisions sender) {
    this.tenant = tenant;
    this.policies = policies;
    this.sender = sender;
  }

  /**
   * The rule that decides which of several values of a trait becomes the value of the profile.
   *
   * @param policy {@code latest}, which is the default, {@code first}, {@code most-trusted}, {@code
   *     longest}, {@code most-frequent}, {@code smallest}, {@code largest} or {@code union}
   * @param sources for {@code most-trusted}: ids of sources and models, most trusted first
   */
  @Schema(name = "TraitPolicy")
  public record Policy(@Required @Nullable String policy, @Nullable List<String> sources) {
    public static Policy of(TraitPolicy policy) {
      return new Policy(policy.kind().wireName(), policy.sources());
    }
  }

  /**
   * @param trait the name of the trait; a trait without a policy of its own has the policy {@code
   *     latest}
   * @return the policy of the trait; {@code latest} if nobody has chosen one
   */
  @GET
  @Operation(
      operationId = "readTraitPolicy",
      summary = "The policy that selects one of several values of a trait")
  public Policy read(@PathParam("trait") String trait) {
    return Policy.of(policies.read(tenant.workspaceId(), trait));
  }

  /**
   * @param trait the name of the trait
   * @return the new policy; the values of profiles change soon
   */
  @PUT
  @Operation(
      operationId = "putTraitPolicy",
      summary =
          "Set the policy that selects one of several values of a trait; the trait is computed"
              + " again for all profiles")
  public Policy put(@PathParam("trait") String trait, @Nullable Policy body) {
    TraitPolicy requested = PolicyBinding.bind(body);
    policies.replace(tenant.workspaceId(), trait, requested, tenant.caller().subject());
    sender.send(tenant.workspaceId());
    return Policy.of(requested);
  }
}
