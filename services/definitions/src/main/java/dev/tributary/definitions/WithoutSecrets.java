package dev.tributary.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.runtime.secrets.SecretBox;

/**
 * A spec without the fields that hold a sealed secret. The history of a definition keeps no secret:
 * a secret that was replaced is gone, and a change of the encryption key has nothing to convert.
 */
final class WithoutSecrets {
  private WithoutSecrets() {}

  static JsonNode of(Object spec) {
    JsonNode tree = Json.MAPPER.valueToTree(spec);
    remove(tree);
    return tree;
  }

  private static void remove(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> isSealed(field.getValue()));
    } else if (node instanceof ArrayNode array) {
      removeFrom(array);
    }
    node.forEach(WithoutSecrets::remove);
  }

  private static void removeFrom(ArrayNode array) {
    for (int i = array.size() - 1; i >= 0; i--) {
      if (isSealed(array.get(i))) {
        array.remove(i);
      }
    }
  }

  private static boolean isSealed(JsonNode node) {
    return node.isTextual() && SecretBox.isSealed(node.textValue());
  }
}
