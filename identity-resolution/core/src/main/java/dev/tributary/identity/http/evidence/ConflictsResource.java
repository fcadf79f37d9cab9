package dev.tributary.identity.http.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.evidence.ConflictStore;
import dev.tributary.identity.evidence.ConflictStore.Outcome;
import dev.tributary.identity.evidence.ConflictStore.Row;
import dev.tributary.identity.evidence.ConflictStore.Shared;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.http.Cursors;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Conflicts that a user has to decide, and values that many people share. */
@Path("/api/v1/workspaces/{workspace}/identity")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Identity")
public class ConflictsResource {
  private final Tenant tenant;
  private final ConflictStore conflicts;
  private final CommandLog sender;
  private final WorkspaceDirectory workspaces;
  private final TraitQueries traits;
  private final PeopleLabels people;
  private final ReadTrail trail;
  private final WorkspaceRules rules;

  public ConflictsResource(
      Tenant tenant,
      ConflictStore conflicts,
      CommandLog sender,
      WorkspaceDirectory workspaces,
      TraitQueries traits,
      PeopleLabels people,
      ReadTrail trail,
      WorkspaceRules rules) {
    this.tenant = tenant;
    this.conflicts = conflicts;
    this.sender = sender;
    this.workspaces = workspaces;
    this.traits = traits;
    this.people = people;
    this.trail = trail;
    this.rules = rules;
  }

  /**
   * @param state {@code open}, which is the default, or {@code settled}: a user has decided the
   *     conflict, or the two people have become one since
   * @return a part of the list of conflicts
   */
  @GET
  @Path("conflicts")
  @Operation(
      operationId = "listConflicts",
      summary = "Conflicts: merges that the identity rules did not allow, newest first")
  public Page<ConflictView> list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    boolean open =
        switch (state == null ? "open" : state) {
          case "open" -> true;
          case "settled" -> false;
          default -> throw Problems.BAD_PARAMETER.problem("state must be open or settled");
        };
    int asked = Page.limit(limit);
    Masking masking = masking();
    Page<Row> page =
        Page.of(conflicts.list(tenant.workspaceId(), open, cursor, asked + 1), asked, Row::id);
    List<ProfileId> shown =
        page.data().stream().flatMap(row -> Stream.of(row.profile(), row.other())).toList();
    trail.shown("listConflicts", shown);
    PeopleLabels.Labels labels = people.of(shown);
    return page.map(row -> ConflictView.of(row, masking, labels));
  }

  /**
   * {@code merge} or {@code keep-apart}.
   *
   * @param outcome {@code merge}: the two are one person, and their profiles are merged soon after
   *     the answer. {@code keep-apart}: the two are different people, and a cut is stored, so that
   *     no later input joins their profiles
   */
  @Schema(name = "ConflictOutcome")
  public record Decided(@Required @Nullable String outcome) {}

  /**
   * A conflict that a user has settled.
   *
   * @param id the id of the conflict
   * @param event the id under which the merge is recorded; null where nothing has to be done
   */
  @Schema(name = "SettledConflict")
  public record Settled(String id, @Nullable String event) {}

  /**
   * @param id the id of the conflict; the answer is 409 if the conflict is settled already
   * @param decided whether the two profiles are of one person
   * @return the decision is stored; a merge is applied soon
   */
  @POST
  @Path("conflicts/{conflict}/outcome")
  @Operation(
      operationId = "settleConflict",
      summary = "Settle a conflict: merge the two profiles, or keep them as two people")
  @APIResponseSchema(value = Settled.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Settled> settle(@PathParam("conflict") String id, @Nullable Decided decided) {
    Outcome outcome = outcome(decided);
    Row conflict =
        conflicts
            .find(tenant.workspaceId(), id)
            .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no conflict " + id));
    if (conflict.outcome() != null) {
      throw Problems.CONFLICT.problem("The conflict is decided already: " + conflict.outcome());
    }
    EventId event =
        conflicts.settle(
            tenant.workspaceId(),
            conflict,
            outcome,
            actor(),
            () -> outcome == Outcome.MERGED ? sender.send(merge(conflict)) : null);
    return RestResponse.accepted(new Settled(id, EventId.textOf(event)));
  }

  public static Outcome outcome(@Nullable Decided decided) {
    return switch (decided == null || decided.outcome() == null ? "" : decided.outcome()) {
      case "merge" -> Outcome.MERGED;
      case "keep-apart" -> Outcome.KEPT_APART;
      default -> throw Problems.INVALID.problem("outcome must be merge or keep-apart", "/outcome");
    };
  }

  private Command merge(Row conflict) {
    Instant now = workspaces.businessNow(tenant.workspaceId());
    return new Command.MergePeople(
        tenant.workspaceId(),
        conflict.profile(),
        actor(),
        now,
        conflict.other(),
        conflict.anchor(),
        conflict.identifier());
  }

  /**
   * A value that was seen with so many profiles that many people probably share it.
   *
   * @param type the type of the identifier, for example {@code email}
   * @param value the identifier; masked for a caller who may not read personal data
   * @param people the least number of people with whom the value was seen
   * @param firstAt when an event or a row first named the value together with another profile
   * @param lastAt when an event or a row last named the value together with another profile
   * @param blocked whether the rules in force block the value
   */
  @Schema(name = "SharedIdentifier")
  public record SharedView(
      String type,
      @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode value,
      int people,
      Instant firstAt,
      Instant lastAt,
      boolean blocked) {}

  /**
   * @return a part of the list of suspected values, the latest {@code firstAt} first
   */
  @GET
  @Path("shared-identifiers")
  @Operation(
      operationId = "listSharedIdentifiers",
      summary = "Values that are suspected to be shared by many people")
  public Page<SharedView> shared(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    Masking masking = masking();
    IdentifierReader reader = rules.of(tenant.workspace());
    ListPosition after = cursor == null ? null : Cursors.position(cursor);
    List<Shared> found = conflicts.suspected(tenant.workspaceId(), after, asked + 1);
    if (!found.isEmpty()) {
      trail.shownPart("listSharedIdentifiers", null, null);
    }
    return Page.of(found, asked, Cursors::of)
        .map(shared ->
            new SharedView(
                shared.identifier().type(),
                masking.personal(shared.identifier().value()),
                shared.people(),
                shared.firstAt(),
                shared.lastAt(),
                reader.blocks(shared.identifier())));
  }

  private Masking masking() {
    return Masking.of(tenant, traits);
  }

  private String actor() {
    return tenant.caller().subject();
  }
}
