package dev.tributary.definitions;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.util.Set;

/**
 * A spec without the content of its secret fields. The history of a definition keeps no secret: a
 * secret that was replaced is gone, and a change of the encryption key has nothing to convert.
 */
final class WithoutSecrets {
  private WithoutSecrets() {}

  /**
   * @param secrets the fields, as {@link Kind#secrets} has them; an object or a list stays, empty
   */
  static JsonNode of(Object spec, Set<String> secrets) {
    JsonNode tree = Json.MAPPER.valueToTree(spec);
    secrets.forEach(secret -> remove(tree, JsonPointer.compile(secret)));
    return tree;
  }

  private static void remove(JsonNode tree, JsonPointer secret) {
    if (tree.at(secret) instanceof ContainerNode<?> container) {
      container.removeAll();
    } else if (tree.at(secret.head()) instanceof ObjectNode parent) {
      parent.remove(secret.last().getMatchingProperty());
    }
  }
}
