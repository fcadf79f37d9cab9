package dev.tributary.identity.http;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.unmerge.Parting;
import dev.tributary.identity.http.LookupResource.Named;
import dev.tributary.identity.kafka.CommandSender;
import dev.tributary.identity.postgres.ProfileReads.Person;
import dev.tributary.identity.postgres.TraitReads;
import dev.tributary.identity.postgres.UnmergeReads;
import dev.tributary.identity.postgres.UnmergeReads.Share;
import dev.tributary.identity.postgres.UnmergeTable;
import dev.tributary.identity.profile.Separation;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.ErrorCode;
import dev.tributary.runtime.http.ErrorCode.Kind;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.http.Tickets;
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

/** Takes a person apart who turned out to be two. */
@Path("/api/v1/workspaces/{workspace}/profiles/{profile}/unmerge")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Profiles")
public class UnmergeResource {
  private static final ErrorCode STILL_CONNECTED =
      new ErrorCode("still-connected", 409, Kind.CALLER, "Other evidence joins the two as well");

  private static final ErrorCode TOO_MANY_EVENTS =
      new ErrorCode(
          "too-many-events", 409, Kind.CALLER, "The person has too many events to be taken apart");

  private final Tenant tenant;
  private final Profiles profiles;
  private final UnmergeReads unmerges;
  private final CommandSender sender;
  private final WorkspaceDirectory workspaces;
  private final WorkspaceRules rules;
  private final TraitReads traits;
  private final ReadTrail trail;
  private final Tickets tickets;

  public UnmergeResource(
      Tenant tenant,
      Profiles profiles,
      UnmergeReads unmerges,
      CommandSender sender,
      WorkspaceDirectory workspaces,
      WorkspaceRules rules,
      TraitReads traits,
      ReadTrail trail,
      Tickets tickets) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.unmerges = unmerges;
    this.sender = sender;
    this.workspaces = workspaces;
    this.rules = rules;
    this.traits = traits;
    this.trail = trail;
    this.tickets = tickets;
  }

  /**
   * Either what hangs together beyond a piece of evidence leaves, or these identifiers do.
   *
   * @param edge the two identifiers that the evidence joins
   */
  @Schema(name = "UnmergeRequest")
  public record Asked(@Nullable Ends edge, @Nullable List<Named> identifiers) {}

  @Schema(name = "EvidenceEnds")
  public record Ends(@Nullable Named a, @Nullable Named b) {}

  /**
   * @param event under which it is on record
   */
  @Schema(name = "UnmergeAccepted")
  public record Accepted(String event) {}

  @POST
  @Path("preview")
  @Operation(
      operationId = "previewUnmerge",
      summary = "Who would be whom if a person were taken apart")
  public UnmergePreview preview(@PathParam("profile") String named, @Nullable Asked asked) {
    Person person = profiles.require(tenant.workspace(), named);
    Separation separation = separation(person, asked);
    Share share = share(person, separation);
    Parting parting =
        Partings.of(
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
        parting,
        separation,
        share,
        tickets.issue(tenant.workspaceId(), parting),
        Masking.of(tenant, person.classes()));
  }

  @POST
  @Operation(
      operationId = "unmergeProfile",
      summary = "Take a person apart; the same evidence will not join the two again")
  @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Accepted> unmerge(@PathParam("profile") String named, @Nullable Asked asked) {
    Person person = profiles.require(tenant.workspace(), named);
    Separation separation = separation(person, asked);
    share(person, separation);
    String event =
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
  private Share share(Person person, Separation separation) {
    Share share = unmerges.share(tenant.workspaceId(), person.profile().id(), separation.leaving());
    if (share.tooMany()) {
      throw TOO_MANY_EVENTS.problem(
          "They have more than %,d events of the last 30 days".formatted(UnmergeTable.MOST_EVENTS));
    }
    return share;
  }

  private Separation separation(Person person, @Nullable Asked asked) {
    Ends edge = asked == null ? null : asked.edge();
    List<Named> several = asked == null ? null : asked.identifiers();
    if ((edge == null) == (several == null)) {
      throw Problems.INVALID.problem("The body needs either edge or identifiers", "");
    }
    return edge == null ? leaving(person, several) : beyond(person, edge);
  }

  private Separation beyond(Person person, Ends edge) {
    Identifier one = theirs(person, edge.a(), "/edge/a");
    Identifier other = theirs(person, edge.b(), "/edge/b");
    if (one.equals(other)) {
      throw Problems.INVALID.problem("The two are the same identifier", "/edge/b");
    }
    return Separation.between(person.profile(), person.edges(), one, other)
        .orElseThrow(() ->
            STILL_CONNECTED.problem(
                "Other evidence joins the two as well; say which identifiers leave"));
  }

  private Separation leaving(Person person, @Nullable List<Named> several) {
    if (several == null || several.isEmpty()) {
      throw Problems.INVALID.problem("At least one identifier leaves", "/identifiers");
    }
    Set<Identifier> leaving = new TreeSet<>();
    for (int i = 0; i < several.size(); i++) {
      leaving.add(theirs(person, several.get(i), "/identifiers/" + i));
    }
    if (leaving.size() == person.profile().identifiers().size()) {
      throw Problems.INVALID.problem("At least one identifier stays", "/identifiers");
    }
    return Separation.of(person.profile(), person.edges(), leaving);
  }

  /**
   * @throws Problem 422 with the place of what is no identifier of the person
   */
  private Identifier theirs(Person person, @Nullable Named named, String pointer) {
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
