package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.runtime.tenancy.MaskedValue;
import org.jspecify.annotations.Nullable;

/** Shows a value as it is, or masked. */
public enum Masking {
  SHOWN,
  MASKED;

  public static Masking where(boolean shown) {
    return shown ? SHOWN : MASKED;
  }

  public JsonNode of(JsonNode value) {
    return this == SHOWN ? value : MaskedValue.json();
  }

  public @Nullable JsonNode text(@Nullable String value) {
    return value == null ? null : of(TextNode.valueOf(value));
  }
}
