package dev.tributary.identity.claim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.TrackingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The identifiers that an event names its person by. */
final class EventIdentifiers {
  private static final String USERS = "users";

  private final Set<Identifier> found = new TreeSet<>(IdentifierRules::byStrength);
  private final String region;

  private EventIdentifiers(String region) {
    this.region = region;
  }

  static List<Identifier> of(TrackingEvent event, String region) {
    EventIdentifiers identifiers = new EventIdentifiers(region);
    identifiers.read(event);
    return new ArrayList<>(identifiers.found);
  }

  private void read(TrackingEvent event) {
    add(Identifier.USER_ID, event.userId());
    add(Identifier.ANONYMOUS_ID, event.anonymousId());
    if (event.type() == CallType.ALIAS) {
      // Nobody says whether the previous id was a user's or a browser's: it joins both, so the
      // result does not depend on what was known before.
      add(Identifier.USER_ID, event.previousId());
      add(Identifier.ANONYMOUS_ID, event.previousId());
    }
    if (event.type() == CallType.IDENTIFY) {
      contact(event.traits());
    }
    contact(event.context().path("traits"));
    event.context().path("externalIds").forEach(this::external);
  }

  private void contact(JsonNode traits) {
    add(Identifier.EMAIL, text(traits.path("email")));
    add(Identifier.PHONE, text(traits.path("phone")));
  }

  private void external(JsonNode each) {
    String collection = text(each.path("collection"));
    String type = text(each.path("type"));
    if (type != null && (collection == null || collection.equals(USERS))) {
      add(type, text(each.path("id")));
    }
  }

  private void add(String type, @Nullable String value) {
    IdentifierRules.identifier(type, value, region).ifPresent(found::add);
  }

  private static @Nullable String text(JsonNode value) {
    return value.isTextual() || value.isNumber() ? value.asText() : null;
  }
}
