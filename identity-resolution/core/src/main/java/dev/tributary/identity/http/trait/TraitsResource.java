package dev.tributary.identity.http.trait;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.identity.profile.Redecisions;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.profile.TraitQueries.Trait;
import dev.tributary.identity.profile.TraitSettings;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Matter;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Seeing;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The trait dictionary of the workspace, and the number of its people. */
@Path("/api/v1/workspaces/{workspace}")
@RunOnVirtualThread
@Tag(name = "Traits")
public class TraitsResource {
  private static final String NO_TYPE = "none";

  private final Tenant tenant;
  private final TraitQueries traits;
  private final TraitSettings settings;
  private final ProfileQueries profiles;
  private final PersonalDataPolicy policy;
  private final Redecisions redecisions;

  public TraitsResource(
      Tenant tenant,
      TraitQueries traits,
      TraitSettings settings,
      ProfileQueries profiles,
      PersonalDataPolicy policy,
      Redecisions redecisions) {
    this.tenant = tenant;
    this.traits = traits;
    this.settings = settings;
    this.profiles = profiles;
    this.policy = policy;
    this.redecisions = redecisions;
  }

  /**
   * @return a part of the list of traits
   */
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

  /**
   * {@code harmless}, {@code personal}, which is the default, or {@code sensitive}.
   *
   * @param classification all callers see the values of a harmless trait. Callers with the right
   *     {@code personal-data:read} see the values of a personal trait. The values of a sensitive
   *     trait are masked; a caller with this right can reveal the value of one profile
   */
  @Schema(name = "Classification")
  public record Classified(@Required @Nullable String classification) {}

  /**
   * @param trait the name of the trait
   * @param body who may see the values of the trait
   * @return the classification that the trait now has
   */
  @PUT
  @Path("traits/{trait}/classification")
  @Operation(
      operationId = "classifyTrait",
      summary = "Classify a trait: the classification decides who may see its values",
      description =
          "403 for callers who may not read personal data, if more people would see the"
              + " values than before.")
  public Classified classify(@PathParam("trait") String trait, @Nullable Classified body) {
    Classification requested =
        Classification.named(body == null ? null : body.classification())
            .orElseThrow(() ->
                Problems.INVALID.problem(
                    "classification must be harmless, personal or sensitive", "/classification"));
    Classification before = settings.classification(tenant.workspaceId(), trait);
    if (requested.compareTo(before) < 0) {
      policy.require(tenant, Matter.DECLARE, trait, Seeing.where(tenant.mayReadPersonalData()));
    }
    settings.classify(tenant.workspaceId(), trait, requested, tenant.caller().subject());
    return new Classified(requested.wireName());
  }

  /**
   * The type as which rules, mappings and trait policies read the values of a trait.
   *
   * @param type {@code text}, {@code number}, {@code boolean} or {@code date-time}; {@code none},
   *     which is the default, reads values as they were sent
   */
  @Schema(name = "DeclaredTraitType")
  public record Declared(@Required @Nullable String type) {}

  /**
   * @param trait the name of the trait, or a dotted path to a value inside of a trait, for example
   *     {@code address.city}
   * @return the type that the trait now has
   */
  @PUT
  @Path("traits/{trait}/type")
  @Operation(
      operationId = "declareTraitType",
      summary = "Declare the type of a trait",
      description =
          "The stored values do not change. A value that cannot be read as this type is unknown"
              + " in rules and in the mappings of syncs. Audiences whose rules use the trait"
              + " are evaluated again over all profiles. If the policy of the trait is"
              + " `smallest` or `largest`, its value is computed again. The trait may be a"
              + " dotted path.")
  public Declared declare(@PathParam("trait") String trait, @Nullable Declared body) {
    String asked = body == null ? null : body.type();
    DeclaredType requested = DeclaredType.named(asked).orElse(null);
    if (requested == null && !NO_TYPE.equals(asked)) {
      throw Problems.INVALID.problem(
          "type must be text, number, boolean, date-time or none", "/type");
    }
    WorkspaceId workspace = tenant.workspaceId();
    settings.declare(workspace, trait, requested, tenant.caller().subject());
    redecisions.send(workspace);
    return new Declared(asked);
  }

  /**
   * @return the figures of the workspace
   */
  @GET
  @Path("identity/summary")
  @Operation(
      operationId = "readIdentitySummary",
      summary = "The number of profiles, identifiers and merges")
  public ProfileQueries.Summary summary() {
    return profiles.summary(tenant.workspaceId());
  }
}
