package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.nio.charset.StandardCharsets;

/** A scope over one JSON document with a field for each root; bare names are traits. */
record NamedValues(ObjectNode values) implements Scope {
  static NamedValues of(String json) {
    return new NamedValues((ObjectNode) json(json));
  }

  static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  @Override
  public JsonNode value(Reference reference) {
    String root =
        reference.root() == Reference.Root.RECORD ? "traits" : reference.root().wireName();
    return reference.read(values.path(root));
  }

  @Override
  public ObjectNode document() {
    return values.deepCopy();
  }

  @Override
  public ExpressionBudget budget() {
    return new ExpressionBudget();
  }
}
