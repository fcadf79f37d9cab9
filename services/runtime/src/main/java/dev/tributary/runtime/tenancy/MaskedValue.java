package dev.tributary.runtime.tenancy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The placeholder of a value that the caller may not see: {@code {"masked": true}}. */
public final class MaskedValue {
  private static final String FIELD = "masked";

  private MaskedValue() {}

  /** A new node. */
  public static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode().put(FIELD, true);
  }

  /** Whether a value is there, and is not masked. */
  public static boolean isShown(@Nullable JsonNode value) {
    return value != null && !(value.isObject() && value.path(FIELD).asBoolean());
  }
}
