package dev.tributary.identity.claim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads a tracking event as a claim. */
public final class EventClaims {
  /** The event by which consent management platforms report a person's choices. */
  public static final String CONSENT_UPDATED = "Segment Consent Preference Updated";

  private EventClaims() {}

  /**
   * @param by the kind of source whose write key was used
   */
  public static Claim of(TrackingEvent event, SourceKind by, IdentifierReader reader) {
    Stamp stamp = new Stamp(event.timestamp(), event.eventId().value());
    Stamp stated = stated(event, by);
    Identifiers identifiers = EventIdentifiers.of(event, reader);
    boolean consents = event.type() == CallType.TRACK && CONSENT_UPDATED.equals(event.name());
    boolean subscribes = consents || event.type() == CallType.IDENTIFY;
    return ClaimBuilder.builder()
        .workspace(event.workspace())
        .origin(new Origin.Source(event.source()))
        .stamp(stamp)
        .identifiers(identifiers.byPriority())
        .leftOut(identifiers.leftOut())
        .traits(event.type() == CallType.IDENTIFY ? traits(event, stated) : Map.of())
        .consent(consents ? consent(event, stated, by) : Map.of())
        .subscriptions(subscribes ? subscriptions(event, stated, by) : Map.of())
        .group(event.type() == CallType.GROUP ? event.groupId() : null)
        .build();
  }

  /**
   * A value or an answer of a browser may not be in the future: anyone can send it in the name of
   * any person, and otherwise no later value of a server could replace it.
   */
  private static Stamp stated(TrackingEvent event, SourceKind by) {
    boolean late = by == SourceKind.BROWSER && event.timestamp().isAfter(event.receivedAt());
    return new Stamp(late ? event.receivedAt() : event.timestamp(), event.eventId().value());
  }

  private static Map<String, TraitValue> traits(TrackingEvent event, Stamp stamp) {
    Map<String, TraitValue> traits = new LinkedHashMap<>();
    event
        .traits()
        .properties()
        .forEach(field -> traits.put(field.getKey(), new TraitValue(field.getValue(), stamp)));
    return traits;
  }

  private static Map<String, Answer<ConsentState>> consent(
      TrackingEvent event, Stamp stamp, SourceKind by) {
    Map<String, Answer<ConsentState>> answers = new LinkedHashMap<>();
    event
        .consent()
        .forEach((purpose, allowed) ->
            answers.put(
                purpose,
                new Answer<>(
                    allowed ? ConsentState.GRANTED : ConsentState.DENIED,
                    stamp,
                    event.source().value(),
                    by)));
    return answers;
  }

  /** Segment's {@code context.messaging_subscriptions}: a type such as EMAIL and a status. */
  private static Map<String, Answer<SubscriptionState>> subscriptions(
      TrackingEvent event, Stamp stamp, SourceKind by) {
    Map<String, Answer<SubscriptionState>> answers = new LinkedHashMap<>();
    for (JsonNode each : event.context().path("messaging_subscriptions")) {
      String channel = each.path("type").asText("").toLowerCase(Locale.ROOT);
      String status = each.path("status").asText("");
      if (channel.isEmpty()) {
        continue;
      }
      if (status.equals("SUBSCRIBED")) {
        answers.put(
            channel, new Answer<>(SubscriptionState.SUBSCRIBED, stamp, event.source().value(), by));
      } else if (status.equals("UNSUBSCRIBED")) {
        answers.put(
            channel,
            new Answer<>(SubscriptionState.UNSUBSCRIBED, stamp, event.source().value(), by));
      }
    }
    return answers;
  }
}
