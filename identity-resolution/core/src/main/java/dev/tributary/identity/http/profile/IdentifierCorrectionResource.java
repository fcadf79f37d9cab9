package dev.tributary.identity.http.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.http.Profiles;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.identity.http.profile.CorrectionsResource.Accepted;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Corrects identifiers that a user has found to be wrong, for example because a destination refuses
 * them. A correction is a record on the log, like that of a trait.
 */
@Path("/api/v1/workspaces/{workspace}/profiles/{profile}/identifiers/{type}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Profiles")
public class IdentifierCorrectionResource {
  /** The types whose values come from a trait, by which a sync chooses among several of them. */
  private static final Set<String> TYPES = Set.of(Identifier.EMAIL, Identifier.PHONE);

  private final Tenant tenant;
  private final Profiles profiles;
  private final ProfileQueries reads;
  private final WorkspaceRules rules;
  private final Corrections corrections;
  private final WorkspaceDirectory workspaces;

  public IdentifierCorrectionResource(
      Tenant tenant,
      Profiles profiles,
      ProfileQueries reads,
      WorkspaceRules rules,
      Corrections corrections,
      WorkspaceDirectory workspaces) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.reads = reads;
    this.rules = rules;
    this.corrections = corrections;
    this.workspaces = workspaces;
  }

  /**
   * A wrong identifier of a person, and the right one. Both are normalised as in events.
   *
   * @param replaces the wrong identifier; the person must have it, or its newest events or rows
   *     named it and it was left out because it is invalid
   * @param value the right identifier
   */
  @Schema(name = "IdentifierCorrection")
  public record Correction(@Required @Nullable String replaces, @Required @Nullable String value) {}

  /**
   * @param type the type of the identifier: {@code email} or {@code phone}
   * @return the correction is accepted; it is applied soon
   */
  @PUT
  @Operation(
      operationId = "correctIdentifier",
      summary = "Correct an identifier of a person",
      description =
          "Requires the right personal-data:read in addition to the role. The person keeps the"
              + " wrong identifier, so that events with it still lead to the person. Syncs send the"
              + " right identifier, also after later events with the wrong one. If another person"
              + " has the right identifier, the identity rules decide: the two people are merged,"
              + " or nothing changes and the correction is quarantined. A value that was left out"
              + " because it is invalid stays left out, and a later value from a source wins the"
              + " trait again.")
  @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Accepted> correct(
      @PathParam("profile") String named,
      @PathParam("type") String type,
      @Nullable Correction body) {
    if (!tenant.mayReadPersonalData()) {
      throw Problems.FORBIDDEN.problem(
          "To correct an identifier needs the right personal-data:read");
    }
    Profile profile = profiles.require(tenant.workspace(), named).profile();
    if (!TYPES.contains(type)) {
      throw Problems.BAD_PARAMETER.problem("The type must be email or phone");
    }
    IdentifierReader reader = rules.of(tenant.workspace());
    Identifier replaced =
        reader
            .written(type, body == null ? null : body.replaces())
            .filter(
                each -> profile.identifiers().contains(each) || isLeftOut(profile, each, reader))
            .orElseThrow(() ->
                Problems.INVALID.problem("The profile does not have this identifier", "/replaces"));
    Identifier replacement =
        reader
            .identifier(type, body == null ? null : body.value())
            .orElseThrow(
                () -> Problems.INVALID.problem("The identity rules allow no such value", "/value"));
    if (replacement.equals(replaced)) {
      throw Problems.INVALID.problem("The value must differ from the replaced one", "/value");
    }
    return corrections.send(
        new Command.CorrectIdentifier(
            tenant.workspaceId(),
            profile.id(),
            tenant.caller().subject(),
            workspaces.businessNow(tenant.workspaceId()),
            replaced,
            replacement));
  }

  private boolean isLeftOut(Profile profile, Identifier wrong, IdentifierReader reader) {
    return reader.isInvalid(wrong)
        && reads.leftOut(tenant.workspaceId(), profile.id()).stream()
            .anyMatch(left -> left.reason() == Reason.INVALID && left.identifier().equals(wrong));
  }
}
