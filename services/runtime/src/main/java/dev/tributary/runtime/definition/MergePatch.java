package dev.tributary.runtime.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.runtime.problem.JsonErrors;
import dev.tributary.runtime.problem.Problems;

/** JSON merge patch (RFC 7396). */
public final class MergePatch {
  public static final String MEDIA_TYPE = "application/merge-patch+json";

  private MergePatch() {}

  /**
   * The target with the patch applied, bound to a type.
   *
   * @throws dev.tributary.runtime.problem.Problem with the place, as for a whole body that does not
   *     fit the type
   */
  public static <T> T apply(ObjectMapper mapper, JsonNode target, JsonNode patch, Class<T> type) {
    if (!patch.isObject()) {
      throw Problems.INVALID.problem("A merge patch is an object", "");
    }
    try {
      return mapper.treeToValue(apply(target, patch), type);
    } catch (JsonProcessingException e) {
      throw JsonErrors.problem(e);
    }
  }

  /** The target with the patch applied; neither argument is changed. */
  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode result =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    changes
        .properties()
        .forEach(change -> {
          if (change.getValue().isNull()) {
            result.remove(change.getKey());
          } else {
            JsonNode before = result.path(change.getKey());
            result.set(change.getKey(), apply(before, change.getValue()));
          }
        });
    return result;
  }
}
