package dev.tributary.identity.http.profile;

import dev.tributary.contracts.Json;
import dev.tributary.identity.http.CommandActors;
import dev.tributary.identity.http.IdentifierGuesses;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.Profiles;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.identity.profile.ProfileQueries.Answered;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Profiles: their identifiers and traits, and the origins of these. */
@Path("/api/v1/workspaces/{workspace}/profiles")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class ProfilesResource {

  private static final int HISTORY = 200;

  private final Tenant tenant;
  private final Profiles profiles;
  private final ProfileQueries reads;
  private final WorkspaceRules rules;
  private final CommandActors actors;
  private final ReadTrail trail;

  public ProfilesResource(
      Tenant tenant,
      Profiles profiles,
      ProfileQueries reads,
      WorkspaceRules rules,
      CommandActors actors,
      ReadTrail trail) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.reads = reads;
    this.rules = rules;
    this.actors = actors;
    this.trail = trail;
  }

  /**
   * @return the profile at its newest version
   */
  @GET
  @Path("{profile}")
  @Operation(
      operationId = "readProfile",
      summary = "A profile at its newest version",
      description = "`{profile}` is an id, or `type:value`. " + IdentifierGuesses.ALLOWANCE)
  public RestResponse<ProfileView> profile(
      @PathParam("profile") String named,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    Person person = person(named);
    ProfileView view =
        ProfileView.of(
            person,
            reads.leftOut(tenant.workspaceId(), person.profile().id()),
            rules.of(tenant.workspace()),
            masking(person));
    RestResponse<ProfileView> answer =
        EntityTags.unlessKnown(ifNoneMatch, view, view.version(), Json.write(view));
    if (answer.getStatus() == RestResponse.StatusCode.OK) {
      trail.shown("readProfile", view.id());
    }
    return answer;
  }

  /**
   * @return a part of the traits of the profile, each with its origins
   */
  @GET
  @Path("{profile}/traits")
  @Operation(operationId = "listTraitsOfProfile", summary = "A person's traits with their origins")
  public Page<TraitView> traits(@PathParam("profile") String named) {
    Person person = person(named);
    trail.shown("listTraitsOfProfile", person.profile().id());
    return new Page<>(traits(person, masking(person)), null);
  }

  /**
   * @param trait the name of the trait
   * @return the trait with unmasked values
   */
  @GET
  @Path("{profile}/traits/{trait}/revealed")
  @Operation(
      operationId = "revealTrait",
      summary = "A trait of a person with unmasked values, also if the trait is sensitive",
      description = "Requires the right personal-data:read in addition to the role.")
  public TraitView reveal(@PathParam("profile") String named, @PathParam("trait") String trait) {
    if (!tenant.mayReadPersonalData()) {
      throw Problems.FORBIDDEN.problem("To reveal a trait needs the right personal-data:read");
    }
    Person person = person(named);
    TraitView revealed =
        traits(person, masking(person).revealing()).stream()
            .filter(view -> view.trait().equals(trait))
            .findFirst()
            .orElseThrow(() -> Problems.NOT_FOUND.problem("The profile does not have this trait"));
    trail.revealed("revealTrait", person.profile().id(), trait);
    return revealed;
  }

  /**
   * @return a part of the identifiers of the profile, each with its evidence
   */
  @GET
  @Path("{profile}/identifiers")
  @Operation(
      operationId = "listIdentifiers",
      summary = "A person's identifiers with the evidence that joins them")
  public Page<EvidenceView> identifiers(@PathParam("profile") String named) {
    Person person = person(named);
    trail.shown("listIdentifiers", person.profile().id());
    return new Page<>(EvidenceView.of(person, masking(person)), null);
  }

  /**
   * @return the answers in force and the earlier answers
   */
  @GET
  @Path("{profile}/consent")
  @Operation(
      operationId = "readConsent",
      summary = "The consent and the subscriptions of a person, with their history")
  public ConsentView consent(@PathParam("profile") String named) {
    Person person = person(named);
    List<Answered> answers = reads.answers(tenant.workspaceId(), person.family().ids(), HISTORY);
    return ConsentView.of(
        person,
        answers,
        actors.of(answers.stream().map(Answered::cause).toList()),
        masking(person));
  }

  private List<TraitView> traits(Person person, Masking masking) {
    return TraitView.of(person, actors.of(TraitView.corrections(person)), masking);
  }

  private Person person(String named) {
    return profiles.requireUnmerged(tenant.workspace(), named);
  }

  private Masking masking(Person person) {
    return Masking.of(tenant, person.classes());
  }
}
