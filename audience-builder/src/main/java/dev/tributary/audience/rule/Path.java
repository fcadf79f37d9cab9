package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dotted path to a trait or a property; the longest name that exists is used.
 *
 * @param type as which values are read; null reads them as they were sent
 */
public record Path(String text, @Nullable DeclaredType type) {

  /** A path to values that are read as they were sent. */
  public Path(String text) {
    this(text, null);
  }

  /** The value in the object, or a missing node if there is none that can be read. */
  public JsonNode in(ObjectNode object) {
    return in(object::get);
  }

  /** The value among named values, or a missing node if there is none that can be read. */
  public JsonNode in(Function<String, @Nullable JsonNode> values) {
    return ValueReader.value(type, find(text, values));
  }

  /** Every name that may hold the value: the whole path, and the part before each dot. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(text));
    for (int dot = text.indexOf('.', 1); dot > 0; dot = text.indexOf('.', dot + 1)) {
      names.add(text.substring(0, dot));
    }
    return names;
  }

  private static JsonNode find(String path, Function<String, @Nullable JsonNode> values) {
    JsonNode whole = values.apply(path);
    if (whole != null && !whole.isNull()) {
      return whole;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      JsonNode start = values.apply(path.substring(0, dot));
      if (start != null) {
        JsonNode found = step(start, path.substring(dot + 1));
        if (!found.isMissingNode()) {
          return found;
        }
      }
    }
    return MissingNode.getInstance();
  }

  private static JsonNode step(JsonNode from, String rest) {
    if (from instanceof ObjectNode object) {
      return find(rest, object::get);
    }
    if (from instanceof ArrayNode array) {
      ArrayNode found = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : array) {
        JsonNode each = step(element, rest);
        if (each instanceof ArrayNode several) {
          found.addAll(several);
        } else if (!each.isMissingNode()) {
          found.add(each);
        }
      }
      return found.isEmpty() ? MissingNode.getInstance() : found;
    }
    return MissingNode.getInstance();
  }
}
