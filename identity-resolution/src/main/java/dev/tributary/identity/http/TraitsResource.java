package dev.tributary.identity.http;

import dev.tributary.identity.postgres.ProfileReads;
import dev.tributary.identity.postgres.TraitReads;
import dev.tributary.identity.postgres.TraitReads.Trait;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The workspace as a whole: its dictionary of traits, and how many people it knows. */
@Path("/api/v1/workspaces/{workspace}")
@RunOnVirtualThread
@Tag(name = "Traits")
public class TraitsResource {
  private static final Set<String> CLASSIFICATIONS =
      Set.of(TraitReads.HARMLESS, TraitReads.PERSONAL);

  private final Tenant tenant;
  private final TraitReads traits;
  private final ProfileReads profiles;
  private final Clock clock;

  public TraitsResource(Tenant tenant, TraitReads traits, ProfileReads profiles, Clock clock) {
    this.tenant = tenant;
    this.traits = traits;
    this.profiles = profiles;
    this.clock = clock;
  }

  @GET
  @Path("traits")
  @Operation(
      operationId = "listTraits",
      summary = "Traits that were seen, with their types and classification")
  public Page<Trait> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    return Page.of(traits.list(tenant.workspaceId(), cursor, asked + 1), asked, Trait::trait);
  }

  /** {@code harmless}, or {@code personal}, which everything is at first. */
  public record Classification(@Nullable String classification) {}

  @PUT
  @Path("traits/{trait}/classification")
  @Operation(
      operationId = "classifyTrait",
      summary = "Say whether everybody may see a trait's values")
  public Classification classify(@PathParam("trait") String trait, @Nullable Classification body) {
    String wanted = body == null ? null : body.classification();
    if (wanted == null || !CLASSIFICATIONS.contains(wanted)) {
      throw Problems.INVALID.problem(
          "classification must be harmless or personal", "/classification");
    }
    traits.classify(
        tenant.workspaceId(), trait, wanted, tenant.caller().subject(), clock.instant());
    return new Classification(wanted);
  }

  @GET
  @Path("identity/summary")
  @Operation(
      operationId = "readIdentitySummary",
      summary = "How many people, identifiers and merges there are")
  public ProfileReads.Summary summary() {
    return profiles.summary(tenant.workspaceId());
  }
}
