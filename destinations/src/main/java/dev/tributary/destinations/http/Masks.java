package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.runtime.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/** Shows a value to whoever may read personal data, and {@code {"masked": true}} to the rest. */
enum Masks {
  SHOWN,
  MASKED;

  static Masks of(Tenant tenant) {
    return tenant.mayReadPersonalData() ? SHOWN : MASKED;
  }

  JsonNode of(JsonNode value) {
    return this == SHOWN ? value : JsonNodeFactory.instance.objectNode().put("masked", true);
  }

  @Nullable JsonNode text(@Nullable String value) {
    return value == null ? null : of(TextNode.valueOf(value));
  }
}
