package dev.tributary.identity.http.unmerge;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.unmerge.UnmergePlan;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.evidence.UnmergeQueries;
import dev.tributary.identity.evidence.UnmergeQueries.Share;
import dev.tributary.identity.http.IdentifierGuesses;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.Profiles;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.identity.http.profile.LookupResource.LookedUpIdentifier;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.profile.Unmerge;
import dev.tributary.identity.profile.UnmergeResult;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.openapi.request.AnyOf;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Divides a profile that contains two people. */
@Path("/api/v1/workspaces/{workspace}/profiles/{profile}/unmerge")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Profiles")
public class UnmergeResource {
  private static final ErrorCode STILL_CONNECTED =
      new ErrorCode("still-connected", Kind.CONFLICT, "Other evidence joins the two as well");

  private static final ErrorCode TOO_MANY_EVENTS =
      new ErrorCode(
          "too-many-events", Kind.CONFLICT, "The person has too many events for an unmerge");

  private final Tenant tenant;
  private final Profiles profiles;
  private final UnmergeQueries unmerges;
  private final CommandLog sender;
  private final WorkspaceDirectory workspaces;
  private final WorkspaceRules rules;
  private final TraitQueries traits;
  private final ReadTrail trail;
  private final Tickets tickets;
  private final IdentifierGuesses guesses;

  public UnmergeResource(
      Tenant tenant,
      Profiles profiles,
      UnmergeQueries unmerges,
      CommandLog sender,
      WorkspaceDirectory workspaces,
      WorkspaceRules rules,
      TraitQueries traits,
      ReadTrail trail,
      Tickets tickets,
      IdentifierGuesses guesses) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.unmerges = unmerges;
    this.sender = sender;
    this.workspaces = workspaces;
    this.rules = rules;
    this.traits = traits;
    this.trail = trail;
    this.tickets = tickets;
    this.guesses = guesses;
  }

  /**
   * Which identifiers leave: either those that remain connected with one end once this evidence is
   * removed, or those in the list.
   *
   * @param edge the two identifiers that the evidence joins
   * @param identifiers the identifiers that leave; instead of {@code edge}
   */
  @Schema(name = "UnmergeRequest")
  @AnyOf({"edge", "identifiers"})
  public record UnmergeRequest(
      @Nullable Ends edge, @Nullable List<LookedUpIdentifier> identifiers) {}

  /**
   * The two identifiers that one piece of evidence joins.
   *
   * @param a one of the two identifiers
   * @param b the other identifier
   */
  @Schema(name = "EvidenceEnds")
  public record Ends(
      @Required @Nullable LookedUpIdentifier a, @Required @Nullable LookedUpIdentifier b) {}

  /**
   * An unmerge that was accepted and is not applied yet.
   *
   * @param event the id under which the unmerge is recorded
   */
  @Schema(name = "UnmergeAccepted")
  public record Accepted(EventId event) {}

  /**
   * @return the two profiles, and a ticket for the previews of audiences and deliveries
   */
  @POST
  @Path("preview")
  @Operation(
      operationId = "previewUnmerge",
      summary = "Preview the two profiles that an unmerge would create")
  public UnmergePreview preview(
      @PathParam("profile") String named, @Nullable UnmergeRequest request) {
    Person person = profiles.require(tenant.workspace(), named);
    UnmergeResult separation = separation("previewUnmerge", person, request);
    Share share = share(person, separation);
    UnmergePlan plan =
        UnmergePlans.of(
            person,
            separation,
            share.aliases(),
            unmerges.deeds(
                tenant.workspaceId(),
                person.profile().id(),
                separation.leaving(),
                share.aliases()));
    trail.shown("previewUnmerge", person.profile().id());
    return UnmergePreview.of(
        plan,
        separation,
        share,
        tickets.issue(tenant.workspaceId(), plan),
        Masking.of(tenant, person.classes()));
  }

  /**
   * @return the unmerge is accepted; it is applied soon
   */
  @POST
  @Operation(
      operationId = "unmergeProfile",
      summary = "Unmerge a profile into two; the same evidence cannot merge the two again")
  @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Accepted> unmerge(
      @PathParam("profile") String named, @Nullable UnmergeRequest request) {
    Person person = profiles.require(tenant.workspace(), named);
    UnmergeResult separation = separation("unmergeProfile", person, request);
    share(person, separation);
    EventId event =
        sender.send(
            new Command.UnmergePerson(
                tenant.workspaceId(),
                person.profile().id(),
                tenant.caller().subject(),
                workspaces.businessNow(tenant.workspaceId()),
                List.copyOf(separation.leaving())));
    return RestResponse.accepted(new Accepted(event));
  }

  /**
   * @throws Problem 409 if the person has too many events
   */
  private Share share(Person person, UnmergeResult separation) {
    Share share = unmerges.share(tenant.workspaceId(), person.profile().id(), separation.leaving());
    if (share.tooMany()) {
      throw TOO_MANY_EVENTS.problem(
          "The identifiers have more than %,d events of the last 30 days"
              .formatted(Unmerge.MOST_EVENTS));
    }
    return share;
  }

  /** Every answer, also a refusal, shows which of the named identifiers the person has. */
  private UnmergeResult separation(
      String operation, Person person, @Nullable UnmergeRequest request) {
    Ends edge = request == null ? null : request.edge();
    List<LookedUpIdentifier> several = request == null ? null : request.identifiers();
    if ((edge == null) == (several == null)) {
      throw Problems.INVALID.problem("The body needs either edge or identifiers", "");
    }
    guesses.allow(several == null ? 2 : several.size());
    guesses.answered(operation, List.of(person.profile().id()));
    return edge == null ? byIdentifiers(person, several) : byEdge(person, edge);
  }

  private UnmergeResult byEdge(Person person, Ends edge) {
    Identifier one = requireIdentifier(person, edge.a(), "/edge/a");
    Identifier other = requireIdentifier(person, edge.b(), "/edge/b");
    if (one.equals(other)) {
      throw Problems.INVALID.problem("The two are the same identifier", "/edge/b");
    }
    return UnmergeResult.between(person.profile(), person.edges(), one, other)
        .orElseThrow(() ->
            STILL_CONNECTED.problem(
                "Other evidence joins the two as well; say which identifiers leave"));
  }

  private UnmergeResult byIdentifiers(Person person, @Nullable List<LookedUpIdentifier> several) {
    if (several == null || several.isEmpty()) {
      throw Problems.INVALID.problem("At least one identifier leaves", "/identifiers");
    }
    Set<Identifier> leaving = new TreeSet<>();
    for (int i = 0; i < several.size(); i++) {
      leaving.add(requireIdentifier(person, several.get(i), "/identifiers/" + i));
    }
    if (leaving.size() == person.profile().identifiers().size()) {
      throw Problems.INVALID.problem("At least one identifier stays", "/identifiers");
    }
    return UnmergeResult.of(person.profile(), person.edges(), leaving);
  }

  /**
   * @throws Problem 422 with the place of the identifier that the person does not have
   */
  private Identifier requireIdentifier(
      Person person, @Nullable LookedUpIdentifier named, String pointer) {
    if (named == null || named.type() == null || named.value() == null) {
      throw Problems.INVALID.problem("An identifier needs type and value", pointer);
    }
    Identifier exact = new Identifier(named.type(), named.value());
    if (person.profile().identifiers().contains(exact)) {
      return exact;
    }
    return rules
        .of(tenant.workspace())
        .identifier(named.type(), named.value())
        .filter(person.profile().identifiers()::contains)
        .orElseThrow(() -> Problems.INVALID.problem("The person has no such identifier", pointer));
  }
}
