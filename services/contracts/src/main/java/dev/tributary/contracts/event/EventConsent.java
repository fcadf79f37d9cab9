package dev.tributary.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The consent in an event's context, for each purpose, in the two usual formats: Segment's {@code
 * consent.categoryPreferences} (purpose to boolean) and RudderStack's {@code consentManagement}
 * ({@code allowedConsentIds}, {@code deniedConsentIds}). If they contradict each other, the consent
 * is denied. Values other than true and false are ignored.
 */
final class EventConsent {
  private EventConsent() {}

  static Map<String, Boolean> of(JsonNode context) {
    Map<String, Boolean> byPurpose = new TreeMap<>();
    JsonNode preferences = context.path("consent").path("categoryPreferences");
    for (Map.Entry<String, JsonNode> preference : preferences.properties()) {
      if (preference.getValue().isBoolean()) {
        answer(byPurpose, preference.getKey(), preference.getValue().booleanValue());
      }
    }
    JsonNode management = context.path("consentManagement");
    for (JsonNode purpose : management.path("allowedConsentIds")) {
      answer(byPurpose, purpose.asText(), true);
    }
    for (JsonNode purpose : management.path("deniedConsentIds")) {
      answer(byPurpose, purpose.asText(), false);
    }
    return Collections.unmodifiableMap(byPurpose);
  }

  private static void answer(Map<String, Boolean> byPurpose, String purpose, boolean allowed) {
    if (!purpose.isEmpty()) {
      byPurpose.merge(purpose, allowed, Boolean::logicalAnd);
    }
  }
}
