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

/** The identifiers by which an event names its person. */
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
      // An event does not state whether its previous id is a user's or a browser's. The id
      // therefore joins as both types, so the result does not depend on which identifiers were
      // known before. Where a limit forbids both, the user id is left out.
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
   * Identifiers that a phone states about itself. A device may change its owner, so these count
   * only where the workspace's table names their types; {@link IdentifierType#ANY} does not include
   * them.
   */
  private void device(JsonNode device) {
    String platform = device.path("type").asText("").toLowerCase(Locale.ROOT);
    if (!PLATFORMS.contains(platform)) {
      return;
    }
    named(platform + ".id", text(device.path("id")));
    named(platform + ".push_token", text(device.path("token")));
    String advertising = text(device.path("advertisingId"));
    // Without permission, phones send zeros even if the flag says that tracking is enabled.
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
