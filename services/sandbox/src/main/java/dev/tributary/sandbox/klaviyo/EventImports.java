package dev.tributary.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.klaviyo.JsonApi.Fault;
import java.time.Instant;

/**
 * {@code /api/event-bulk-create-jobs}. Events with the same profile, metric and {@code unique_id}
 * are one, and so are events without {@code unique_id} of the same second. The first wins.
 */
final class EventImports {
  private static final int MAXIMUM = 1_000;

  private final Parts parts;
  private final Profiles profiles;
  private final EventLog log;

  EventImports(Parts parts, Profiles profiles) {
    this.parts = parts;
    this.profiles = profiles;
    this.log = parts.events("events");
  }

  Answer submit(Call call) {
    var groups = JsonApi.data(call).path("attributes").path("events-bulk-create").path("data");
    int events = 0;
    for (var group : groups) {
      events += group.path("attributes").path("events").path("data").size();
      Profiles.checked(profile(group), Nulls.CLEAR);
    }
    if (events < 1 || events > MAXIMUM) {
      throw JsonApi.refused(
          Fault.invalid(
              "/data/attributes/events-bulk-create/data",
              "A job takes between 1 and 1000 events."));
    }
    groups.forEach(this::take);
    return Answer.empty(202);
  }

  /** The vendor has no answer for an event whose profile cannot be written: it is lost. */
  private void take(JsonNode group) {
    try {
      take(group, Profiles.written(profiles.upsert(profile(group), Nulls.CLEAR)));
    } catch (Refused lost) {
      return;
    }
  }

  private void take(JsonNode group, StoredRecord profile) {
    for (var event : group.path("attributes").path("events").path("data")) {
      var attributes = (ObjectNode) event.path("attributes").deepCopy();
      var metric = attributes.path("metric").path("data").path("attributes").path("name").asText();
      var at =
          attributes.path("time").isTextual()
              ? Instant.parse(attributes.path("time").asText())
              : parts.now();
      var unique =
          attributes.path("unique_id").isTextual()
              ? attributes.path("unique_id").asText()
              : String.valueOf(at.getEpochSecond());
      var taken =
          Json.LENIENT
              .createObjectNode()
              .put("profile", profile.id())
              .put("metric", metric)
              .put("time", at.toString());
      taken.set("properties", attributes.path("properties"));
      log.appendOnce(String.join("\n", profile.id(), metric, unique), taken);
    }
  }

  private static JsonNode profile(JsonNode group) {
    return group.path("attributes").path("profile").path("data");
  }
}
