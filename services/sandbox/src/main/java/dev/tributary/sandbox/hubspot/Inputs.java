package dev.tributary.sandbox.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The request bodies of HubSpot's object endpoints. */
final class Inputs {
  static final int MAXIMUM = 100;

  /** One record of a batch, or the body of a request for one record. */
  record Input(
      @Nullable String id,
      @Nullable String idProperty,
      @Nullable Map<String, @Nullable String> properties,
      @Nullable String objectWriteTraceId) {
    String requiredId() {
      if (id == null || id.isBlank()) {
        throw Refusal.validation("Every input must have an id.");
      }
      return id;
    }

    /** The values to write. HubSpot documents strings only, and an empty one to clear. */
    Map<String, String> values() {
      if (properties == null) {
        throw Refusal.validation("No properties found to update, please provide at least one.");
      }
      var values = new LinkedHashMap<String, String>();
      properties.forEach((name, value) -> {
        if (value == null) {
          throw Refusal.validation(
              "The value of property \"%s\" is null; send an empty string to clear it."
                  .formatted(name));
        }
        values.put(name, value);
      });
      return values;
    }
  }

  record Batch(@Nullable List<Input> inputs) {}

  record Read(
      @Nullable String idProperty,
      @Nullable List<Input> inputs,
      @Nullable List<String> properties) {}

  private Inputs() {}

  static <T> T read(Call call, Class<T> type) {
    try {
      return Json.read(Json.LENIENT, call.body(), type);
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw Refusal.validation(
          "Invalid input JSON on line %d, column %d: %s"
              .formatted(
                  place == null ? 1 : place.getLineNr(),
                  place == null ? 1 : place.getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw Refusal.validation("Invalid input JSON: " + e.getMessage());
    }
  }

  /** Between 1 and 100 inputs, none of them null. */
  static <T> List<T> checked(@Nullable List<T> inputs) {
    if (inputs == null || inputs.isEmpty() || inputs.stream().anyMatch(Objects::isNull)) {
      throw Refusal.validation("The field inputs must hold at least one input, and no null.");
    }
    if (inputs.size() > MAXIMUM) {
      throw Refusal.validation(
          "The maximum number of inputs supported in a batch request is %d, but %d were provided."
              .formatted(MAXIMUM, inputs.size()));
    }
    return inputs;
  }

  static void refuseDuplicates(List<String> ids) {
    var seen = new HashSet<String>();
    var twice = new ArrayList<String>();
    for (var id : ids) {
      if (!seen.add(id) && !twice.contains(id)) {
        twice.add(id);
      }
    }
    if (!twice.isEmpty()) {
      throw Refusal.validation(
          "Duplicate IDs found in batch input: %s. IDs must be unique".formatted(twice),
          Map.of("ids", twice));
    }
  }

  /**
   * If each input has its own trace id, HubSpot reports errors per input instead of refusing the
   * batch.
   */
  static boolean traced(List<Input> inputs) {
    var traces = new HashSet<String>();
    return inputs.stream()
        .allMatch(i -> i.objectWriteTraceId() != null && traces.add(i.objectWriteTraceId()));
  }
}
