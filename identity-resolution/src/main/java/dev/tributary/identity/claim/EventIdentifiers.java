package dev.tributary.identity.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The identifiers that an event names its person by. */
final class EventIdentifiers {
  private static final String USERS = "users";

  private static final Set<String> PLATFORMS = Set.of("android", "ios");
  private static final Pattern NO_ADVERTISING_ID = Pattern.compile("[0-]*");

  private final Identifiers found;
  private final IdentityRules rules;

  private EventIdentifiers(IdentifierReader reader) {
    this.found = new Identifiers(reader);
    this.rules = reader.rules();
  }

  static Identifiers of(TrackingEvent event, IdentifierReader reader) {
    EventIdentifiers identifiers = new EventIdentifiers(reader);
    identifiers.read(event);
    return identifiers.found;
  }

  private void read(TrackingEvent event) {
    found.add(Identifier.USER_ID, event.userId());
    found.add(Identifier.ANONYMOUS_ID, event.anonymousId());
    if (event.type() == CallType.ALIAS) {
      // Nobody says whether the previous id was a user's or a browser's: it joins both, so the
      // result does not depend on what was known before. Where a limit forbids, the user's goes.
      found.add(Identifier.ANONYMOUS_ID, event.previousId());
      found.guess(Identifier.USER_ID, event.previousId());
    }
    if (event.type() == CallType.IDENTIFY) {
      contact(event.traits());
    }
    contact(event.context().path("traits"));
    event.context().path("externalIds").forEach(this::external);
    device(event.context().path("device"));
  }

  /**
   * What a phone says of itself. A device may change hands, so these count only where the
   * workspace's table names them; {@link IdentifierType#ANY} does not.
   */
  private void device(JsonNode device) {
    String platform = device.path("type").asText("").toLowerCase(Locale.ROOT);
    if (!PLATFORMS.contains(platform)) {
      return;
    }
    named(platform + ".id", text(device.path("id")));
    named(platform + ".push_token", text(device.path("token")));
    String advertising = text(device.path("advertisingId"));
    // Without permission phones send zeros, whatever the flag says.
    if (device.path("adTrackingEnabled").asBoolean(false)
        && advertising != null
        && !NO_ADVERTISING_ID.matches(advertising)) {
      named(platform + ".idfa", advertising);
    }
  }

  private void named(String type, @Nullable String value) {
    if (rules.names(type)) {
      found.add(type, value);
    }
  }

  private void contact(JsonNode traits) {
    found.add(Identifier.EMAIL, text(traits.path("email")));
    found.add(Identifier.PHONE, text(traits.path("phone")));
  }

  private void external(JsonNode each) {
    String collection = text(each.path("collection"));
    String type = text(each.path("type"));
    if (type != null && (collection == null || collection.equals(USERS))) {
      found.add(type, text(each.path("id")));
    }
  }

  private static @Nullable String text(JsonNode value) {
    return value.isTextual() || value.isNumber() ? value.asText() : null;
  }
}
