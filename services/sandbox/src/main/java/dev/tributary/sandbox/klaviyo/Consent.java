package dev.tributary.sandbox.klaviyo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.record.StoredRecord;

/** The consent to marketing in a profile, by channel. */
final class Consent {
  static final String SUBSCRIBED = "SUBSCRIBED";
  static final String UNSUBSCRIBED = "UNSUBSCRIBED";
  static final String NEVER = "NEVER_SUBSCRIBED";

  private Consent() {}

  static String of(StoredRecord profile, String channel) {
    return profile
        .values()
        .path("subscriptions")
        .path(channel)
        .path("marketing")
        .path("consent")
        .asText(NEVER);
  }

  /** The values that give a profile this consent. */
  static ObjectNode values(String channel, String consent) {
    var values = Json.LENIENT.createObjectNode();
    values
        .putObject("subscriptions")
        .putObject(channel)
        .putObject("marketing")
        .put("can_receive_%s_marketing".formatted(channel), consent.equals(SUBSCRIBED))
        .put("consent", consent);
    return values;
  }
}
