package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tributary.audience.rule.DeclaredTypes.Property;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of declared types beside a rule: a list of {@code {"trait", "type"}} and of
 * {@code {"call", "event", "property", "type"}}.
 */
public final class StoredTypes {
  private StoredTypes() {}

  public static ArrayNode write(DeclaredTypes types) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    types
        .traits()
        .forEach((path, type) -> list.addObject().put("trait", path).put("type", type.wireName()));
    types
        .properties()
        .forEach((property, type) ->
            list.addObject()
                .put("call", property.event().call().wireName())
                .put("event", property.event().name())
                .put("property", property.path())
                .put("type", type.wireName()));
    return list;
  }

  /**
   * Reads the output of {@link #write}.
   *
   * @throws IllegalArgumentException for a type or a call of a later version: without it, the rule
   *     would read other values than its author meant
   */
  public static DeclaredTypes read(JsonNode list) {
    Map<String, DeclaredType> traits = new HashMap<>();
    Map<Property, DeclaredType> properties = new HashMap<>();
    for (JsonNode each : list) {
      DeclaredType type = DeclaredType.named(text(each, "type")).orElse(null);
      String trait = text(each, "trait");
      String path = text(each, "property");
      Call call = Call.named(text(each, "call"));
      if (type != null && trait != null) {
        traits.put(trait, type);
      } else if (type != null && path != null && call != null) {
        properties.put(new Property(new EventKind(call, text(each, "event")), path), type);
      } else {
        throw new IllegalArgumentException("Not a declared type: " + each);
      }
    }
    return new DeclaredTypes(traits, properties);
  }

  private static @Nullable String text(JsonNode from, String field) {
    return from.path(field).textValue();
  }
}
