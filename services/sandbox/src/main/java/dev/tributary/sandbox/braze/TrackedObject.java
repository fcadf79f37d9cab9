package dev.tributary.sandbox.braze;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One object of a request to {@code /users/track}.
 *
 * @param array attributes, events or purchases
 * @param index the place in that array
 */
record TrackedObject(String array, int index, JsonNode object) {
  private static final Set<String> SUBSCRIPTIONS = Set.of("opted_in", "unsubscribed", "subscribed");

  /** Why Braze refuses the object. The texts of the first two are Braze's, the others are ours. */
  Optional<String> fault() {
    if (!object.isObject() || !identified()) {
      return Optional.of("'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required");
    }
    var subscribe = object.path("email_subscribe");
    if (array.equals("attributes")
        && !subscribe.isMissingNode()
        && !SUBSCRIPTIONS.contains(subscribe.asText())) {
      return Optional.of("'email_subscribe' must be 'opted_in', 'unsubscribed' or 'subscribed'");
    }
    return required().stream()
        .filter(field -> object.path(field).isMissingNode() || object.path(field).isNull())
        .findFirst()
        .map("'%s' is required"::formatted)
        .or(this::timeFault);
  }

  private boolean identified() {
    return object.path("user_alias").isObject()
        || Stream.of("external_id", "braze_id", "email", "phone")
            .anyMatch(name -> !object.path(name).asText("").isEmpty());
  }

  private List<String> required() {
    return switch (array) {
      case "events" -> List.of("name", "time");
      case "purchases" -> List.of("product_id", "currency", "price", "time");
      default -> List.of();
    };
  }

  private Optional<String> timeFault() {
    if (array.equals("attributes")) {
      return Optional.empty();
    }
    try {
      OffsetDateTime.parse(object.path("time").asText());
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of("'time' must be an ISO 8601 datetime");
    }
  }
}
