package dev.tributary.identity.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds sensitive traits in events, by their names. A name counts at every place of the event,
 * because traits occur in more than one place.
 */
record SensitiveNames(Set<String> names) {

  /** Whether the received JSON contains one of the names, or cannot be read. */
  boolean mayBeIn(byte[] json) {
    if (names.isEmpty()) {
      return false;
    }
    try (JsonParser parser = Json.MAPPER.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && names.contains(parser.currentName())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** The same JSON, with a mask in place of each value under one of the names. */
  JsonNode masked(JsonNode tree, Supplier<JsonNode> mask) {
    if (names.isEmpty()) {
      return tree;
    }
    JsonNode copy = tree.deepCopy();
    mask(copy, mask);
    return copy;
  }

  private void mask(JsonNode node, Supplier<JsonNode> mask) {
    switch (node) {
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          if (names.contains(field.getKey())) {
            field.setValue(mask.get());
          } else {
            mask(field.getValue(), mask);
          }
        }
      }
      case ArrayNode array -> array.forEach(element -> mask(element, mask));
      default -> {}
    }
  }
}
