package dev.tributary.audience.http.audience;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.AudienceNames;
import dev.tributary.audience.http.NamedAudience;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.membership.AudienceStatuses;
import dev.tributary.audience.membership.AudienceStatuses.Membership;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audiences of many people, for a list of people. */
@Path("/api/v1/workspaces/{workspace}/profiles/audiences")
@RunOnVirtualThread
@Tag(name = "Audiences")
public class PeopleAudienceResource {
  private final DefinitionStore<AudienceSpec> store;
  private final AudienceStatuses statuses;
  private final Tenant tenant;
  private final RuleVisibilityPolicy visibilityPolicy;

  public PeopleAudienceResource(
      DefinitionStore<AudienceSpec> store,
      AudienceStatuses statuses,
      Tenant tenant,
      RuleVisibilityPolicy visibilityPolicy) {
    this.store = store;
    this.statuses = statuses;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
  }

  /**
   * The people whose audiences are wanted.
   *
   * @param profiles the ids of 1 to 200 profiles
   */
  @Schema(name = "PeopleOfAudiences")
  public record People(@Required @Nullable List<ProfileId> profiles) {}

  /**
   * The audiences of people.
   *
   * @param data one entry for each id of the request, in the same order
   */
  @Schema(name = "AudiencesOfPeople")
  public record AudiencesOfPeople(List<AudiencesOfPerson> data) {}

  /**
   * The audiences that a person is in.
   *
   * @param profile the id of the request
   * @param audiences without audiences whose rules use values that the caller may not see; empty
   *     for an id that was merged into another profile, and for an unknown id
   */
  @Schema(name = "AudiencesOfPerson")
  public record AudiencesOfPerson(ProfileId profile, List<NamedAudience> audiences) {}

  /**
   * @return the audiences of each of these people
   */
  @POST
  @Operation(
      operationId = "listAudiencesOfPeople",
      summary = "The audiences of each of up to 200 people",
      description = "Without audiences whose rules use values that the caller may not see.")
  public AudiencesOfPeople audiences(@Nullable People request) {
    List<ProfileId> profiles = request == null ? null : request.profiles();
    if (profiles == null
        || profiles.isEmpty()
        || profiles.size() > Page.MAX_LIMIT
        || profiles.stream().anyMatch(Objects::isNull)) {
      throw Problems.INVALID.problem(
          "profiles has 1 to %d ids".formatted(Page.MAX_LIMIT), "/profiles");
    }
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    Function<AudienceId, String> names = AudienceNames.of(store, tenant.workspaceId());
    Map<ProfileId, List<Membership>> memberships =
        statuses.of(tenant.workspaceId(), Set.copyOf(profiles));
    return new AudiencesOfPeople(
        profiles.stream()
            .map(profile ->
                new AudiencesOfPerson(
                    profile,
                    memberships.getOrDefault(profile, List.of()).stream()
                        .map(Membership::audience)
                        .filter(audience -> !visibility.concealsAudience(audience))
                        .map(audience -> new NamedAudience(audience, names.apply(audience)))
                        .toList()))
            .toList());
  }
}
