package dev.tributary.identity.http.profile;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.IdentifierGuesses;
import dev.tributary.identity.http.Profiles;
import dev.tributary.runtime.openapi.request.AnyOf;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Finds people by their identifiers, for values that do not belong in an address. */
@Path("/api/v1/workspaces/{workspace}/profiles/lookup")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Profiles")
public class LookupResource {
  static final int MOST = 100;

  private static final String OPERATION = "lookUpProfile";

  private final Tenant tenant;
  private final Profiles profiles;
  private final IdentifierGuesses guesses;

  public LookupResource(Tenant tenant, Profiles profiles, IdentifierGuesses guesses) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.guesses = guesses;
  }

  /**
   * One identifier, or up to 100 of them. They are normalised as in events.
   *
   * @param type the type of the identifier, for example {@code email}
   * @param value the value of the identifier; it is normalised before the search
   * @param identifiers instead of type and value
   */
  @Schema(name = "ProfileLookup")
  @AnyOf({"type,value", "identifiers"})
  public record Lookup(
      @Nullable String type,
      @Nullable String value,
      @Nullable List<LookedUpIdentifier> identifiers) {}

  /**
   * A typed value that names a person, as a client writes it.
   *
   * @param type for example {@code email} or {@code user_id}
   * @param value it is normalised before the search
   */
  @Schema(name = "LookedUpIdentifier")
  public record LookedUpIdentifier(
      @Required @Nullable String type, @Required @Nullable String value) {}

  /** The answer, in one of its two forms. */
  public sealed interface Answer {}

  /**
   * The profile that an identifier leads to.
   *
   * @param id the id of the profile
   */
  @Schema(name = "FoundProfile")
  public record Found(ProfileId id) implements Answer {}

  /**
   * The profiles that several identifiers lead to.
   *
   * @param data in the order of the request
   */
  @Schema(name = "FoundProfiles")
  public record FoundAll(List<FoundOrNot> data) implements Answer {}

  /**
   * The profile that one of several identifiers leads to, if there is one.
   *
   * @param type the type of the identifier that was looked up
   * @param id the id of the profile; null if no person has the identifier
   */
  @Schema(name = "FoundOrNot")
  public record FoundOrNot(String type, @Nullable ProfileId id) {}

  /**
   * @return the profile of the one identifier, or one entry for each of the {@code identifiers}
   */
  @POST
  @Operation(
      operationId = "lookUpProfile",
      summary = "Find the profile of an identifier, or the profiles of up to 100 identifiers",
      description =
          "Without the right personal-data:read, at most 10 identifiers per request. "
              + IdentifierGuesses.ALLOWANCE)
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Found.class, FoundAll.class})))
  public Answer lookup(@Nullable Lookup lookup) {
    if (lookup == null) {
      throw Problems.INVALID.problem("The body needs type and value, or identifiers", "");
    }
    List<LookedUpIdentifier> several = lookup.identifiers();
    if (several == null) {
      return one(new LookedUpIdentifier(lookup.type(), lookup.value()));
    }
    if (lookup.type() != null || lookup.value() != null) {
      throw Problems.INVALID.problem("Beside identifiers stands no type and no value", "");
    }
    return all(several);
  }

  private Found one(LookedUpIdentifier named) {
    List<Profiles.IdentifierText> texts = complete(List.of(named), "");
    return profiles
        .lookup(OPERATION, tenant.workspace(), texts)
        .getFirst()
        .map(Found::new)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("The identifier leads to no profile"));
  }

  private FoundAll all(List<LookedUpIdentifier> several) {
    if (several.isEmpty() || several.size() > MOST) {
      throw Problems.INVALID.problem(
          "identifiers holds 1 to %d of them, not %d".formatted(MOST, several.size()),
          "/identifiers");
    }
    List<Profiles.IdentifierText> texts = complete(several, "/identifiers/%d");
    guesses.requireFew(texts.size());
    List<Optional<ProfileId>> found = profiles.lookup(OPERATION, tenant.workspace(), texts);
    List<FoundOrNot> data = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      data.add(new FoundOrNot(texts.get(i).type(), found.get(i).orElse(null)));
    }
    return new FoundAll(data);
  }

  /**
   * @param place the place of an element in the body, by its index
   * @throws Problem with every place where something is missing
   */
  private static List<Profiles.IdentifierText> complete(
      List<LookedUpIdentifier> several, String place) {
    List<Profiles.IdentifierText> complete = new ArrayList<>();
    List<Problem.At> missing = new ArrayList<>();
    for (int i = 0; i < several.size(); i++) {
      LookedUpIdentifier named = several.get(i);
      String type = named == null ? null : named.type();
      String value = named == null ? null : named.value();
      if (type == null) {
        missing.add(new Problem.At(place.formatted(i) + "/type", "type must be there"));
      }
      if (value == null) {
        missing.add(new Problem.At(place.formatted(i) + "/value", "value must be there"));
      }
      if (type != null && value != null) {
        complete.add(new Profiles.IdentifierText(type, value));
      }
    }
    if (!missing.isEmpty()) {
      throw Problems.INVALID.problem("An identifier needs type and value", missing);
    }
    return complete;
  }
}
