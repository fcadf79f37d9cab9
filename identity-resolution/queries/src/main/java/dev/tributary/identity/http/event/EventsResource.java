package dev.tributary.identity.http.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.definitions.http.Actor;
import dev.tributary.identity.acceptance.EventLog;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.acceptance.ProcessedEvents;
import dev.tributary.identity.http.CommandActors;
import dev.tributary.identity.http.LeftOutView;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.Profiles;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.timeline.EventQueries;
import dev.tributary.identity.timeline.EventQueries.Filter;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.Times;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Accepted events: their outcome, their content as received, and as processed. */
@Path("/api/v1/workspaces/{workspace}/events")
@RunOnVirtualThread
@Tag(name = "Events")
public class EventsResource {
  private final Tenant tenant;
  private final Profiles profiles;
  private final PeopleLabels people;
  private final EventQueries events;
  private final EventLog log;
  private final TraitQueries traits;
  private final CommandActors actors;
  private final ReadTrail trail;

  public EventsResource(
      Tenant tenant,
      Profiles profiles,
      PeopleLabels people,
      EventQueries events,
      EventLog log,
      TraitQueries traits,
      CommandActors actors,
      ReadTrail trail) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.people = people;
    this.events = events;
    this.log = log;
    this.traits = traits;
    this.actors = actors;
    this.trail = trail;
  }

  /** The filter for events. Its times are times of acceptance, in the workspace's business time. */
  public static class EventQuery {
    /** Only events of this profile; its id, or an id that was merged into it. */
    @QueryParam("profile")
    @Nullable String profile;

    /** Only events with this message id, which the client gave. */
    @QueryParam("messageId")
    @Nullable String messageId;

    /** Only events with this outcome: {@code applied}, {@code duplicate} or {@code quarantined}. */
    @QueryParam("outcome")
    @Nullable String outcome;

    /** Only events of this source; its id. */
    @QueryParam("source")
    @Nullable SourceId source;

    /** Only events of this type, for example {@code track}. */
    @QueryParam("type")
    @Nullable String type;

    /** Only events that were accepted at this time or later, RFC 3339. */
    @QueryParam("from")
    @Nullable String from;

    /** Only events that were accepted before this time, RFC 3339. */
    @QueryParam("to")
    @Nullable String to;
  }

  /**
   * @param names true for events with {@code person}
   * @return a part of the list of accepted events
   */
  @GET
  @Operation(operationId = "listEvents", summary = "Accepted events, newest first")
  public Page<EventView> list(
      @BeanParam EventQuery query,
      @QueryParam("names") @DefaultValue("false") boolean names,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    List<Recorded> found = events.list(tenant.workspaceId(), filter(query), cursor, asked + 1);
    Page<Recorded> page = Page.of(found, asked, each -> each.event().value());
    if (!names) {
      return page.map(EventView::of);
    }
    PeopleLabels.Labels labels =
        people.onRecord(
            "listEvents", page.data().stream().flatMap(EventsResource::person).toList());
    return page.map(each -> EventView.of(each, labels.ofNullable(each.profile())));
  }

  /**
   * An event, as it was received and as it was processed.
   *
   * @param event the event and its outcome
   * @param received the item as it was sent, as text; null where the log no longer holds it
   * @param processed as other services see it; null where it cannot be read
   * @param leftOut the identifiers of the event that do not count
   * @param author the user or the API client who sent a command about a person; null for another
   *     event, and if the author was not recorded
   * @param corrected what a correction by hand changed; null for everything else, for a correction
   *     that was not applied, and if the values were not recorded
   */
  @Schema(name = "EventDetail")
  public record Detail(
      EventView event,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode received,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode processed,
      List<LeftOutView> leftOut,
      @Nullable Actor author,
      @Nullable CorrectedValueView corrected) {}

  /**
   * @param event the event id
   * @return the event with what was received and what other services see
   */
  @GET
  @Path("{event}")
  @Operation(operationId = "readEvent", summary = "An accepted event, as received and as processed")
  public Detail event(@PathParam("event") EventId event) {
    Recorded recorded =
        events
            .find(tenant.workspaceId(), event)
            .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no event " + event));
    Masking masking = Masking.of(tenant, traits);
    PeopleLabels.Labels labels = people.of(person(recorded).toList());
    EventView view = EventView.of(recorded, labels.ofNullable(recorded.profile()));
    if (!recorded.position().holdsEvent()) {
      return command(recorded, view, labels, masking);
    }
    List<LeftOutView> leftOut =
        events.leftOut(tenant.workspaceId(), event).stream()
            .map(each -> LeftOutView.of(each, masking))
            .toList();
    LogEntry entry = recorded.in(tenant.workspaceId());
    CollectedEvent collected = log.read(List.of(entry)).get(entry);
    if (collected != null || !leftOut.isEmpty() || !labels.shown().isEmpty()) {
      trail.shownPart("readEvent", recorded.profile(), event.value());
    }
    if (collected == null) {
      return new Detail(view, null, null, leftOut, null, null);
    }
    return new Detail(
        view,
        masking.received(collected.item()),
        ProcessedEvents.read(collected)
            .map(processed -> masking.event(Json.MAPPER.valueToTree(processed)))
            .orElse(null),
        leftOut,
        null,
        null);
  }

  /** A command has no form as received: the author and the corrected value are what it says. */
  private Detail command(
      Recorded recorded, EventView view, PeopleLabels.Labels labels, Masking masking) {
    String id = recorded.event().value();
    Actor author = actors.of(List.of(id)).get(id);
    CorrectedValueView corrected =
        events
            .corrected(tenant.workspaceId(), recorded.event())
            .map(value -> CorrectedValueView.of(recorded, value, masking))
            .orElse(null);
    if (corrected != null || !labels.shown().isEmpty()) {
      trail.shownPart("readEvent", recorded.profile(), id);
    }
    return new Detail(view, null, null, List.of(), author, corrected);
  }

  /**
   * @param as {@code processed}, which is the default, or {@code received}
   */
  @GET
  @Path("export")
  @Produces("application/x-ndjson")
  @Operation(
      operationId = "exportEvents",
      summary =
          "Export accepted events, ordered by the time at which they happened, then by id; one"
              + " JSON object per line")
  @APIResponse(
      responseCode = "200",
      description = "One line for each event",
      content =
          @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)))
  public StreamingOutput export(
      @BeanParam EventQuery query, @QueryParam("as") @Nullable String as) {
    if (!tenant.mayReadPersonalData()) {
      throw Problems.FORBIDDEN.problem("An export needs the right personal-data:read");
    }
    Export.Form form =
        switch (as == null ? "processed" : as) {
          case "processed" -> Export.Form.PROCESSED;
          case "received" -> Export.Form.RECEIVED;
          default -> throw Problems.BAD_PARAMETER.problem("as must be received or processed");
        };
    trail.shownPart("exportEvents", null, null);
    Export export =
        new Export(
            events, log, Masking.of(tenant, traits), tenant.workspaceId(), filter(query), form);
    return export::write;
  }

  private static Stream<ProfileId> person(Recorded recorded) {
    return Stream.ofNullable(recorded.profile());
  }

  private Filter filter(EventQuery query) {
    String profile = query.profile;
    return new Filter(
        profile == null ? null : profiles.requireFamily(tenant.workspace(), profile).ids(),
        query.messageId,
        query.outcome == null ? null : outcome(query.outcome),
        query.source,
        query.type,
        Times.parse("from", query.from),
        Times.parse("to", query.to));
  }

  static Outcome outcome(String name) {
    return Outcome.named(name)
        .orElseThrow(() ->
            Problems.BAD_PARAMETER.problem("outcome must be applied, duplicate or quarantined"));
  }
}
