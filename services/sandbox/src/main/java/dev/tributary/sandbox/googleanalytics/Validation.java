package dev.tributary.sandbox.googleanalytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.sandbox.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of the Measurement Protocol. */
final class Validation {
  private static final int MAXIMUM_BYTES = 130_000;
  private static final int MAXIMUM_ITEMS = 25;
  private static final int MAXIMUM_VALUE = 100;
  private static final Duration OLDEST = Duration.ofHours(72);
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");
  private static final Pattern PROPERTY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,23}");
  private static final Set<String> RESERVED =
      Set.of(
          "ad_click",
          "ad_exposure",
          "ad_impression",
          "ad_query",
          "app_clear_data",
          "app_install",
          "app_remove",
          "app_update",
          "error",
          "first_open",
          "first_visit",
          "in_app_purchase",
          "os_update",
          "session_start",
          "user_engagement");

  /** One message of the server for tests. */
  record Message(String fieldPath, String description, String validationCode) {}

  private Validation() {}

  /** The faults of the request besides those of its events. */
  static List<Message> ofRequest(Call call, JsonNode body) {
    var found = new ArrayList<Message>();
    if (call.query("measurement_id").or(() -> call.query("firebase_app_id")).isEmpty()) {
      found.add(new Message("measurement_id", "measurement_id is required", "VALUE_REQUIRED"));
    }
    if (call.body().length > MAXIMUM_BYTES) {
      found.add(new Message("", "The body is larger than 130kB", "VALUE_OUT_OF_BOUNDS"));
    }
    var client = call.query("measurement_id").isPresent() ? "client_id" : "app_instance_id";
    if (body.path(client).asText("").isEmpty()) {
      found.add(new Message(client, client + " is required", "VALUE_REQUIRED"));
    }
    if (body.path("events").isEmpty()) {
      found.add(new Message("events", "At least one event is required", "VALUE_REQUIRED"));
    }
    atMost(body.path("events"), "events", found);
    atMost(body.path("user_properties"), "user_properties", found);
    body.path("user_properties")
        .fieldNames()
        .forEachRemaining(name -> named(PROPERTY, name, "user_properties." + name, found));
    return found;
  }

  /**
   * The faults of one event.
   *
   * @param place the beginning of the paths of its fields
   */
  static List<Message> ofEvent(String place, JsonNode event, JsonNode body, Instant now) {
    var found = new ArrayList<Message>();
    var name = event.path("name").asText("");
    if (name.isEmpty()) {
      found.add(new Message(place + "name", "The name is required", "VALUE_REQUIRED"));
    } else if (RESERVED.contains(name)) {
      found.add(new Message(place + "name", "The name is reserved: " + name, "NAME_RESERVED"));
    } else {
      named(NAME, name, place + "name", found);
    }
    var parameters = event.path("params");
    atMost(parameters, place + "params", found);
    parameters
        .properties()
        .forEach(each -> {
          named(NAME, each.getKey(), place + "params." + each.getKey(), found);
          if (each.getValue().asText("").length() > MAXIMUM_VALUE) {
            found.add(
                new Message(
                    place + "params." + each.getKey(),
                    "The value has more than 100 characters",
                    "VALUE_INVALID"));
          }
        });
    if (parameters.has("value") && !parameters.has("currency")) {
      found.add(
          new Message(place + "params.currency", "A value needs a currency", "VALUE_REQUIRED"));
    }
    var micros = event.path("timestamp_micros").asLong(body.path("timestamp_micros").asLong());
    if (micros > 0 && Instant.ofEpochMilli(micros / 1_000).isBefore(now.minus(OLDEST))) {
      found.add(
          new Message(
              place + "timestamp_micros", "The event is older than 72 hours", "VALUE_INVALID"));
    }
    return found;
  }

  private static void named(Pattern rule, String name, String place, List<Message> found) {
    if (!rule.matcher(name).matches()) {
      found.add(new Message(place, "The name is invalid: " + name, "NAME_INVALID"));
    }
  }

  private static void atMost(JsonNode items, String place, List<Message> found) {
    if (items.size() > MAXIMUM_ITEMS) {
      found.add(new Message(place, "There are more than 25 " + place, "EXCEEDED_MAX_ENTITIES"));
    }
  }
}
