package dev.tributary.identity.http;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.http.ProfilesResource.Lookup;
import dev.tributary.identity.postgres.EvidenceReads;
import dev.tributary.identity.postgres.ProfileReads.Person;
import dev.tributary.identity.postgres.TraitReads;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Why somebody is one person. */
@Path("/api/v1/workspaces/{workspace}/profiles")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class EvidenceResource {
  private static final int MERGES = 100;

  private final Tenant tenant;
  private final Profiles profiles;
  private final EvidenceReads evidence;
  private final TraitReads traits;
  private final WorkspaceRules rules;

  public EvidenceResource(
      Tenant tenant,
      Profiles profiles,
      EvidenceReads evidence,
      TraitReads traits,
      WorkspaceRules rules) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.evidence = evidence;
    this.traits = traits;
    this.rules = rules;
  }

  /** Two identifiers, in any spelling that an event could have. */
  @Schema(name = "IdentityExplanationRequest")
  public record Asked(@Nullable Lookup a, @Nullable Lookup b) {}

  @GET
  @Path("{profile}/graph")
  @Operation(
      operationId = "readProfileGraph",
      summary = "A person's identifiers, the evidence between them, and the merges")
  public GraphView graph(@PathParam("profile") String named) {
    Person person = profiles.require(tenant.workspace(), named);
    return GraphView.of(
        person, evidence.merges(tenant.workspaceId(), person.profile().id(), MERGES), masking());
  }

  @POST
  @Path("explain")
  @Operation(
      operationId = "explainIdentity",
      summary = "Why two identifiers are one person, or why not")
  public ExplanationView explain(@Nullable Asked asked) {
    Identifier first = identifier(asked == null ? null : asked.a(), "/a");
    Identifier second = identifier(asked == null ? null : asked.b(), "/b");
    return ExplanationView.of(evidence.explain(tenant.workspaceId(), first, second), masking());
  }

  /** Null for a value that names nobody, whatever it is. */
  private @Nullable Identifier identifier(@Nullable Lookup lookup, String pointer) {
    if (lookup == null) {
      throw missing(pointer);
    }
    if (lookup.type() == null) {
      throw missing(pointer + "/type");
    }
    if (lookup.value() == null) {
      throw missing(pointer + "/value");
    }
    return rules.of(tenant.workspace()).identifier(lookup.type(), lookup.value()).orElse(null);
  }

  private static Problem missing(String pointer) {
    return Problems.INVALID.problem(
        "Two identifiers are needed, each with type and value", pointer);
  }

  private Masking masking() {
    return Masking.of(tenant, traits);
  }
}
