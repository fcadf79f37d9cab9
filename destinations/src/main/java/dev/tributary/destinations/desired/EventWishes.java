package dev.tributary.destinations.desired;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.Wish;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.From;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What a sync of events makes of one event. Pure. */
public final class EventWishes {
  private EventWishes() {}

  public static Optional<EventDelivery> of(
      Sync sync, AppliedEvent event, ProfileState person, Wish.Origin origin) {
    if (!(sync.spec().from() instanceof From.Events events) || !events.takes(event.name())) {
      return Optional.empty();
    }
    // An event that is passed on whole needs no tree: this is the busiest path there is.
    boolean whole = sync.spec().mapping().isEmpty() && sync.object().otherFields() != null;
    Object fields = whole ? event : Values.fields(sync, new Subject.OfEvent(event, person));
    Consent own = Consent.ofEvent(event.consent()).about(sync.destination().spec().purposes());
    return Optional.of(
        new EventDelivery(
            new RecordKey(
                sync.workspace(),
                sync.destination().id(),
                sync.space(),
                event.eventId() + "/" + sync.id()),
            sync.id(),
            sync.object().name(),
            person.profile(),
            Json.write(Map.of(sync.id(), fields)),
            own.isSilent() ? null : new String(Json.write(own), StandardCharsets.UTF_8),
            origin));
  }
}
