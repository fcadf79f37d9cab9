package dev.tributary.identity.http.event;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.identity.stream.DecidedEvent;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import dev.tributary.runtime.tenancy.PersonLabel;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event and its outcome. Commands are recorded too, with the source {@code manual}.
 *
 * @param id the identifier that Tributary gave to the accepted event
 * @param source the id of the source that sent the event; {@code manual} for a command
 * @param type the call, the kind of the command, or {@code unknown} if it could not be read
 * @param name the name of a track call, a page or a screen; null for other calls
 * @param outcome {@code applied}, {@code duplicate} or {@code quarantined}
 * @param reason why the event is in the quarantine; null if it is not
 * @param profile the id at that time; after merges, this id still leads to the surviving profile
 * @param person the person's name, e-mail address or the end of the id; null if the event has no
 *     profile, in lists without {@code names}, in the stream and in exports: {@code labelPeople}
 *     has it
 * @param timestamp when it happened, by the clock of the client, corrected
 * @param receivedAt when the event collector accepted it
 */
@RecordBuilder
@Schema(name = "Event")
public record EventView(
    EventId id,
    SourceId source,
    String type,
    @Nullable String name,
    String outcome,
    @Nullable String reason,
    @Nullable ProfileId profile,
    @Nullable PersonLabel person,
    Instant timestamp,
    Instant receivedAt) {

  public static EventView of(Recorded recorded) {
    return of(recorded, null);
  }

  /**
   * @param person the label of the event's profile
   */
  public static EventView of(Recorded recorded, @Nullable PersonLabel person) {
    return EventViewBuilder.builder()
        .id(recorded.event())
        .source(recorded.source())
        .type(recorded.type())
        .name(recorded.name())
        .outcome(recorded.outcome())
        .reason(recorded.reason())
        .profile(recorded.profile())
        .person(person)
        .timestamp(recorded.timestamp())
        .receivedAt(recorded.receivedAt())
        .build();
  }

  public static EventView of(DecidedEvent decided) {
    return EventViewBuilder.builder()
        .id(decided.event())
        .source(decided.source())
        .type(decided.type())
        .name(decided.name())
        .outcome(decided.outcome())
        .reason(decided.reason())
        .profile(decided.profile())
        .person(null)
        .timestamp(decided.timestamp())
        .receivedAt(decided.receivedAt())
        .build();
  }
}
