package dev.tributary.identity.http.matching;

import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.evidence.ConflictStore.Outcome;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.evidence.ConflictsResource;
import dev.tributary.identity.http.evidence.ConflictsResource.Decided;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.suggestion.SuggestionStore;
import dev.tributary.identity.suggestion.SuggestionStore.Row;
import dev.tributary.identity.suggestion.SuggestionStore.State;
import dev.tributary.runtime.audit.ReadTrail;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Suggestions, as runs of matching have found them, and the decisions of users. */
@Path("/api/v1/workspaces/{workspace}/identity/suggestions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Identity")
public class SuggestionsResource {
  private final Tenant tenant;
  private final SuggestionStore suggestions;
  private final CommandLog sender;
  private final WorkspaceDirectory workspaces;
  private final TraitQueries traits;
  private final PeopleLabels peopleLabels;
  private final ReadTrail trail;

  public SuggestionsResource(
      Tenant tenant,
      SuggestionStore suggestions,
      CommandLog sender,
      WorkspaceDirectory workspaces,
      TraitQueries traits,
      PeopleLabels peopleLabels,
      ReadTrail trail) {
    this.tenant = tenant;
    this.suggestions = suggestions;
    this.sender = sender;
    this.workspaces = workspaces;
    this.traits = traits;
    this.peopleLabels = peopleLabels;
    this.trail = trail;
  }

  /**
   * @param named {@code open}, which is the default; {@code settled}: the two profiles were merged,
   *     or a user keeps them apart; {@code merged}: only suggestions whose profiles were merged
   * @return a part of the list of suggestions
   */
  @GET
  @Operation(
      operationId = "listSuggestions",
      summary =
          "Suggestions: open ones with the most probable first, settled ones with the newest"
              + " first")
  public Page<SuggestionView> list(
      @QueryParam("state") @Nullable String named,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    State state = state(named == null ? "open" : named);
    int asked = Page.limit(limit);
    List<Row> found =
        suggestions.list(
            tenant.workspaceId(),
            state,
            cursor == null ? null : SuggestionCursors.after(cursor, state),
            asked + 1);
    Page<Row> page = Page.of(found, asked, row -> SuggestionCursors.of(row, state));
    List<ProfileId> shown =
        page.data().stream().flatMap(row -> Stream.of(row.left(), row.right())).toList();
    trail.shown("listSuggestions", shown);
    Map<ProfileId, Profile> people =
        state == State.OPEN ? suggestions.people(tenant.workspaceId(), shown) : Map.of();
    Masking masking = Masking.of(tenant, traits);
    PeopleLabels.Labels labels = peopleLabels.of(shown);
    return page.map(row -> SuggestionView.of(row, people, labels, masking));
  }

  private static State state(String named) {
    return Arrays.stream(State.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(named))
        .findFirst()
        .orElseThrow(() -> Problems.BAD_PARAMETER.problem("state must be open, settled or merged"));
  }

  /**
   * A suggestion that a user has settled.
   *
   * @param id the id of the suggestion
   * @param event the id under which the merge is recorded; null where nothing has to be done
   */
  @Schema(name = "SettledSuggestion")
  public record Settled(String id, @Nullable String event) {}

  /**
   * @param id the id of the suggestion; the answer is 409 if the suggestion is settled already
   * @param decided whether the two profiles are of one person
   * @return the decision is stored; a merge is applied soon
   */
  @POST
  @Path("{suggestion}/outcome")
  @Operation(
      operationId = "settleSuggestion",
      summary = "Settle a suggestion: merge the two profiles, or keep them as two people")
  @APIResponseSchema(value = Settled.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Settled> settle(
      @PathParam("suggestion") String id, @Nullable Decided decided) {
    Outcome outcome = ConflictsResource.outcome(decided);
    Row suggestion =
        suggestions
            .find(tenant.workspaceId(), id)
            .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no suggestion " + id));
    if (suggestion.outcome() != null) {
      throw Problems.CONFLICT.problem("The suggestion is decided already: " + suggestion.outcome());
    }
    String actor = tenant.caller().subject();
    EventId event =
        suggestions.settle(
            tenant.workspaceId(),
            suggestion,
            outcome,
            actor,
            (left, right) ->
                outcome == Outcome.MERGED ? sender.send(merge(actor, left, right)) : null);
    return RestResponse.accepted(new Settled(id, EventId.textOf(event)));
  }

  private Command merge(String actor, Profile left, Profile right) {
    return new Command.MergePeople(
        tenant.workspaceId(),
        left.id(),
        actor,
        workspaces.businessNow(tenant.workspaceId()),
        right.id(),
        left.defaultAnchor(),
        right.defaultAnchor());
  }
}
