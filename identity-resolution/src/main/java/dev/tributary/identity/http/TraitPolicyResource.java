package dev.tributary.identity.http;

import dev.tributary.identity.kafka.RedecisionSender;
import dev.tributary.identity.postgres.DueRedecisions;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.runtime.definitions.DefinitionStore;
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

/** Which of several values of a trait is the person's. */
@Path("/api/v1/workspaces/{workspace}/traits/{trait}/policy")
@RunOnVirtualThread
@Tag(name = "Traits")
public class TraitPolicyResource {
  private final Tenant tenant;
  private final DefinitionStore<TraitPolicy> policies;
  private final DueRedecisions due;
  private final RedecisionSender sender;

  public TraitPolicyResource(
      Tenant tenant,
      DefinitionStore<TraitPolicy> policies,
      DueRedecisions due,
      RedecisionSender sender) {
    this.tenant = tenant;
    this.policies = policies;
    this.due = due;
    this.sender = sender;
  }

  /**
   * @param policy {@code latest}, which everything is at first, {@code first}, {@code
   *     most-trusted}, {@code longest}, {@code most-frequent}, {@code smallest}, {@code largest} or
   *     {@code union}
   * @param sources for {@code most-trusted}: ids of sources and models, most trusted first
   */
  @Schema(name = "TraitPolicy")
  public record Policy(@Nullable String policy, @Nullable List<String> sources) {
    static Policy of(TraitPolicy policy) {
      return new Policy(policy.kind().wireName(), policy.sources());
    }
  }

  @GET
  @Operation(
      operationId = "readTraitPolicy",
      summary = "By which policy one of several values of a trait wins")
  public Policy read(@PathParam("trait") String trait) {
    return Policy.of(
        policies
            .find(tenant.workspaceId(), trait)
            .map(stored -> stored.spec())
            .orElse(TraitPolicy.LATEST));
  }

  @PUT
  @Operation(
      operationId = "putTraitPolicy",
      summary = "Say which of several values of a trait wins; everybody who has it is decided anew")
  public Policy put(@PathParam("trait") String trait, @Nullable Policy body) {
    TraitPolicy wanted = PolicyBinding.bind(body);
    due.change(tenant.workspaceId(), trait, wanted, tenant.caller().subject());
    sender.send(tenant.workspaceId());
    return Policy.of(wanted);
  }
}
