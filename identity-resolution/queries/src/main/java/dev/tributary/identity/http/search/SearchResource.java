package dev.tributary.identity.http.search;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.IdentifierGuesses;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.http.search.ProfileSearch.Match;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.search.PrefixForms;
import dev.tributary.identity.search.SearchQueries;
import dev.tributary.identity.search.SearchQueries.Hit;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.PersonLabel;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Finds profiles by a part of an identifier. */
@Path("/api/v1/workspaces/{workspace}/profiles/search")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class SearchResource {
  private static final String OPERATION = "searchProfiles";
  private static final List<@Nullable ProfileId> NOBODY = Collections.singletonList(null);

  private final Tenant tenant;
  private final SearchQueries search;
  private final TraitQueries traits;
  private final PeopleLabels people;
  private final ReadTrail trail;
  private final IdentifierGuesses guesses;

  public SearchResource(
      Tenant tenant,
      SearchQueries search,
      TraitQueries traits,
      PeopleLabels people,
      ReadTrail trail,
      IdentifierGuesses guesses) {
    this.tenant = tenant;
    this.search = search;
    this.traits = traits;
    this.people = people;
    this.trail = trail;
    this.guesses = guesses;
  }

  /**
   * The identifiers that a search found.
   *
   * @param data one entry for each identifier that was found; a profile may have several
   */
  @Schema(name = "ProfileHits")
  public record Hits(List<HitView> data) {}

  /**
   * An identifier that a search found, with its profile.
   *
   * @param id the id of the profile
   * @param person the person's name, e-mail address or the end of the id
   * @param identifier the identifier that was found; its value may be masked
   */
  @Schema(name = "ProfileHit")
  public record HitView(ProfileId id, PersonLabel person, IdentifierView identifier) {}

  /**
   * @return the identifiers that were found, with their profiles
   */
  @POST
  @Operation(
      operationId = "searchProfiles",
      summary = "Search profiles by the beginning of an identifier, or by a similar identifier",
      description =
          "Without the right personal-data:read, only complete values are found. "
              + IdentifierGuesses.ALLOWANCE)
  public Hits search(@Nullable ProfileSearch body) {
    if (body == null) {
      throw Problems.INVALID.problem("The body needs query", "/query");
    }
    List<Hit> found = found(body);
    List<ProfileId> profiles = found.stream().map(Hit::profile).toList();
    trail.shown(OPERATION, profiles);
    guesses.answered(OPERATION, profiles.isEmpty() ? NOBODY : profiles);
    Masking masking = Masking.of(tenant, traits);
    PeopleLabels.Labels labels = people.of(profiles);
    return new Hits(
        found.stream()
            .map(hit ->
                new HitView(
                    hit.profile(),
                    labels.of(hit.profile()),
                    new IdentifierView(
                        hit.identifier().type(), masking.personal(hit.identifier().value()))))
            .toList());
  }

  /**
   * A caller who may not see values could guess them piece by piece, and therefore has to name
   * whole values.
   */
  private List<Hit> found(ProfileSearch body) {
    String text = body.text();
    List<String> types = body.searchedTypes();
    int limit = body.limitOrDefault();
    guesses.allow(1);
    if (body.matching() == Match.PREFIX) {
      String region = tenant.workspace().settings().defaultRegion();
      List<Hit> hits =
          search.beginning(tenant.workspaceId(), PrefixForms.of(text, region), types, limit);
      return tenant.mayReadPersonalData()
          ? hits
          : hits.stream()
              .filter(hit -> PrefixForms.of(text, region).contains(hit.identifier().value()))
              .toList();
    }
    if (!tenant.mayReadPersonalData()) {
      throw Problems.FORBIDDEN.problem("A fuzzy search needs the right personal-data:read");
    }
    return search.similar(tenant.workspaceId(), text, types, limit);
  }
}
