package dev.tributary.audience.http.audience;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.AudienceNames;
import dev.tributary.audience.http.AudienceProblems;
import dev.tributary.audience.http.WorkspaceTimes;
import dev.tributary.audience.http.preview.ExplanationView;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.membership.AudienceStatuses;
import dev.tributary.audience.membership.AudienceStatuses.Member;
import dev.tributary.audience.membership.PersonFacts;
import dev.tributary.audience.postgres.PeopleSnapshot;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.audience.rule.describe.Explain;
import dev.tributary.audience.rule.describe.Explanation;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.http.MergedProfile;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.PersonLabel;
import dev.tributary.runtime.tenancy.PersonLabels;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The members of an audience, and why they are members. */
@Path("/api/v1/workspaces/{workspace}")
@RunOnVirtualThread
@Tag(name = "Audiences")
public class AudienceMemberResource {
  private final DefinitionStore<AudienceSpec> store;
  private final AudienceStatuses statuses;
  private final WorkspaceTypes<DeclaredTypes> types;
  private final PeopleSnapshot people;
  private final WorkspaceTimes times;
  private final Tenant tenant;
  private final RuleVisibilityPolicy visibilityPolicy;
  private final ReadTrail trail;

  public AudienceMemberResource(
      DefinitionStore<AudienceSpec> store,
      AudienceStatuses statuses,
      WorkspaceTypes<DeclaredTypes> types,
      PeopleSnapshot people,
      WorkspaceTimes times,
      Tenant tenant,
      RuleVisibilityPolicy visibilityPolicy,
      ReadTrail trail) {
    this.store = store;
    this.statuses = statuses;
    this.types = types;
    this.people = people;
    this.times = times;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
    this.trail = trail;
  }

  /**
   * A profile that is in an audience.
   *
   * @param profile the id of the profile
   * @param person the person's name, e-mail address or the end of the id
   * @param since when the person entered; for a caller who may not see all traits, not before the
   *     rule in force was settled
   */
  public record AudienceMember(ProfileId profile, PersonLabel person, Instant since) {}

  /**
   * Why a person is in an audience or is not.
   *
   * @param audience the id of the audience
   * @param profile the id of the profile
   * @param member whether the person is in it
   * @param asOf business time of the answer
   * @param why by the newest rule
   */
  @Schema(name = "MembershipExplanation")
  public record Explained(
      AudienceId audience, ProfileId profile, boolean member, Instant asOf, ExplanationView why) {}

  /**
   * An audience that a profile is in.
   *
   * @param audience the id of the audience
   * @param key the key of the audience
   * @param name the name of the audience
   * @param since when the profile entered the audience, in business time
   */
  public record AudienceOfProfile(AudienceId audience, String key, String name, Instant since) {}

  /**
   * @return a part of the list of members
   */
  @GET
  @Path("/audiences/{audience}/members")
  @Operation(
      operationId = "listAudienceMembers",
      summary = "The members of an audience, by name, with the time at which each entered",
      description = "403 if the rule uses values that the caller may not see.")
  public Page<AudienceMember> members(
      @PathParam("audience") String audience,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer asked) {
    StoredDefinition<AudienceSpec> stored = store.require(tenant.workspaceId(), audience);
    AudienceId id = new AudienceId(stored.id());
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    visibility.refuseConcealed(id);
    int limit = Page.limit(asked);
    Place after = Place.of(cursor);
    Long active =
        statuses.status(stored.workspace(), id).map(AudienceStatuses.Status::active).orElse(null);
    List<Member> found =
        active == null
            ? List.of()
            : statuses.members(
                stored.workspace(), active, after.part(), after.profile(), limit + 1);
    Page<Member> page = Page.of(found, limit, member -> member.part() + "." + member.profile());
    Map<ProfileId, Map<String, JsonNode>> traits =
        people.traits(stored.workspace(), page.data().stream().map(Member::profile).toList());
    PersonLabels labels = new PersonLabels(visibility.ofValues());
    Page<AudienceMember> members =
        page.map(member ->
            new AudienceMember(
                member.profile(),
                labels.of(member.profile(), traits.getOrDefault(member.profile(), Map.of())),
                visibility.since(id, member.since())));
    trail.shown("listAudienceMembers", labels.shown());
    return members;
  }

  /**
   * @return whether the profile is a member, with each condition of the rule
   */
  @GET
  @Path("/audiences/{audience}/explain/{profile}")
  @Operation(
      operationId = "explainMembership",
      summary = "Why a profile is in an audience or is not, condition by condition",
      description = "403 if the rule uses values that the caller may not see.")
  public Explained explain(
      @PathParam("audience") String audience, @PathParam("profile") ProfileId profile) {
    StoredDefinition<AudienceSpec> stored = store.require(tenant.workspaceId(), audience);
    AudienceId id = new AudienceId(stored.id());
    RuleVisibility ruleVisibility = visibilityPolicy.of(tenant);
    ruleVisibility.refuseConcealed(id);
    Rule rule = types.of(tenant.workspaceId()).in(RuleReader.stored(stored.spec().rule()));
    Instant now = times.now();
    PersonFacts known =
        people
            .one(tenant.workspaceId(), profile, RuleDependencies.of(rule), now.toEpochMilli())
            .orElseThrow(() -> AudienceProblems.noProfile(profile));
    Explain explain =
        new Explain(
            known.facts(),
            tenant.workspace().zone(),
            known.now(),
            AudienceNames.of(store, tenant.workspaceId()));
    ProfileId current = known.person().profile();
    boolean member =
        statuses.of(tenant.workspaceId(), current).stream()
            .anyMatch(each -> each.audience().equals(id));
    Explanation why = explain.explain(rule);
    Visibility visibility = ruleVisibility.ofValues();
    if (ExplanationView.showsPersonalData(why, visibility)) {
      trail.shown("explainMembership", current);
    }
    return new Explained(
        id,
        current,
        member,
        Instant.ofEpochMilli(known.now()),
        ExplanationView.of(why, visibility));
  }

  /**
   * @return a part of the list of audiences that have the profile as a member
   */
  @GET
  @Path("/profiles/{profile}/audiences")
  @Operation(
      operationId = "listAudiencesOfProfile",
      summary = "The audiences that a profile is in",
      description = "Without audiences whose rules use values that the caller may not see.")
  public Page<AudienceOfProfile> audiences(@PathParam("profile") ProfileId profile) {
    WorkspaceId workspace = tenant.workspaceId();
    ProfileId root = people.root(workspace, profile);
    if (!root.equals(profile)) {
      throw new MergedProfile(root);
    }
    if (people.one(workspace, root, RuleDependencies.NONE, 0).isEmpty()) {
      throw AudienceProblems.noProfile(profile);
    }
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    List<AudienceOfProfile> found =
        statuses.of(workspace, root).stream()
            .filter(each -> !visibility.concealsAudience(each.audience()))
            .flatMap(each ->
                store.find(workspace, each.audience().value()).stream()
                    .map(audience ->
                        new AudienceOfProfile(
                            each.audience(),
                            audience.key(),
                            audience.name(),
                            visibility.since(each.audience(), each.since()))))
            .toList();
    return new Page<>(found, null);
  }

  /** A position in the list of members: where the next page begins. */
  private record Place(int part, ProfileId profile) {
    static Place of(@Nullable String cursor) {
      if (cursor == null) {
        return new Place(-1, ProfileId.BEFORE_ALL);
      }
      int dot = cursor.indexOf('.');
      try {
        return new Place(
            Integer.parseInt(cursor, 0, dot, 10), new ProfileId(cursor.substring(dot + 1)));
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw Page.wrongCursor();
      }
    }
  }
}
