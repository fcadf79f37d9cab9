package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** Shows a value as it is, or {@code {"masked": true}} in its place. */
enum Masks {
  SHOWN,
  MASKED;

  static Masks where(boolean shown) {
    return shown ? SHOWN : MASKED;
  }

  JsonNode of(JsonNode value) {
    return this == SHOWN ? value : JsonNodeFactory.instance.objectNode().put("masked", true);
  }

  /** Whether a value is there, and is not a mask. */
  static boolean isShown(@Nullable JsonNode shown) {
    return shown != null && !(shown.isObject() && shown.path("masked").asBoolean());
  }

  @Nullable JsonNode text(@Nullable String value) {
    return value == null ? null : of(TextNode.valueOf(value));
  }
}
