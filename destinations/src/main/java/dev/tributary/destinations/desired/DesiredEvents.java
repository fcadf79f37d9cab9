package dev.tributary.destinations.desired;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Computes the delivery of one event for one sync. Pure. */
public final class DesiredEvents {
  private DesiredEvents() {}

  public static Optional<EventDelivery> of(
      Sync sync,
      AppliedEvent event,
      ProfileState person,
      DeclaredTypes types,
      DesiredRecord.Origin origin) {
    if (!(sync.spec().from() instanceof SyncSource.Events events) || !events.takes(event.name())) {
      return Optional.empty();
    }
    // An event that is sent unchanged needs no JSON tree: this is the busiest path.
    boolean whole = sync.sendsAllValues();
    byte[] content =
        whole
            ? Content.json(sync.id(), event, List.of())
            : content(sync, new Subject.OfEvent(event, person), types);
    Consent own = Consent.ofEvent(event.consent()).about(sync.destination().spec().purposes());
    return Optional.of(
        new EventDelivery(
            new RecordKey(
                sync.workspace(),
                sync.destination().id(),
                sync.space(),
                event.eventId().value() + "/" + sync.id()),
            event.name(),
            sync.id(),
            sync.object().name(),
            person.profile(),
            content,
            own.isSilent() ? null : new String(Json.write(own), StandardCharsets.UTF_8),
            origin));
  }

  private static byte[] content(Sync sync, Subject subject, DeclaredTypes types) {
    MappedFields mapped = MappedValues.of(sync, subject, types);
    return Content.json(sync.id(), mapped.fields(), mapped.invalid());
  }
}
