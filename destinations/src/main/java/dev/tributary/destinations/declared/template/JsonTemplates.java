package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.destinations.declared.template.Scope.PartOfBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles bodies to closures that build trees of JSON. Not thread-safe: one for each body. */
public final class JsonTemplates {
  public static final String EACH = "$each";
  public static final String FIELDS = "$fields";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Scope scope;
  private @Nullable Template each;

  public JsonTemplates(Scope scope) {
    this.scope = scope;
  }

  /** The template in {@code $each}; null if the body has none. */
  public @Nullable Template each() {
    return each;
  }

  public Template compile(Part part) {
    return compile(part, scope);
  }

  private Template compile(Part part, Scope names) {
    JsonNode node = part.node();
    if (node.isTextual()) {
      return new ExpressionCompiler(names).value(part);
    }
    if (node.isArray()) {
      List<Template> elements = new ArrayList<>();
      part.elements().forEach(element -> elements.add(compile(element, names)));
      return new ListTemplate(elements);
    }
    if (!node.isObject()) {
      return values -> node;
    }
    if (node.has(EACH)) {
      return forEachItem(alone(part, EACH), names);
    }
    if (node.has(FIELDS)) {
      return forEachField(alone(part, FIELDS), names);
    }
    return map(part, names);
  }

  /**
   * The content of a key that begins with a dollar. It replaces its map, so it has no neighbours.
   */
  private static Part alone(Part part, String key) {
    if (part.node().size() > 1) {
      part.fault("\"%s\" must be the only key of its map".formatted(key));
    }
    return part.at(key);
  }

  private Template forEachItem(Part part, Scope names) {
    if (!names.has(PartOfBatch.BATCH) || names.has(PartOfBatch.ITEM)) {
      part.fault("$each is accepted once in the body of a request, and not inside of itself");
      return TextTemplate.constant("");
    }
    if (each != null) {
      part.fault("$each is there twice; accepted is one: each item has one place in a request");
    }
    each = compile(part, names.with(PartOfBatch.ITEM));
    return Values::each;
  }

  private Template forEachField(Part part, Scope names) {
    if (!names.has(PartOfBatch.ITEM) || names.has(PartOfBatch.FIELD)) {
      part.fault("$fields is accepted where item is known, and not inside of itself");
      return TextTemplate.constant("");
    }
    Template template = compile(part, names.with(PartOfBatch.FIELD));
    return values -> {
      ArrayNode list = NODES.arrayNode();
      for (Map.Entry<String, JsonNode> field : values.someItem().fields().properties()) {
        JsonNode value = template.value(values.of(field.getKey(), field.getValue()));
        if (value != null) {
          list.add(value);
        }
      }
      return list;
    };
  }

  private Template map(Part part, Scope names) {
    List<Property> properties = new ArrayList<>();
    part.entries()
        .forEach((key, value) -> {
          if (key.startsWith("$") && !key.startsWith("${")) {
            value.fault("\"%s\" is unknown; known are %s and %s".formatted(key, EACH, FIELDS));
          } else {
            properties.add(new Property(key(value, key, names), compile(value, names)));
          }
        });
    return new MapTemplate(properties);
  }

  /** A name of a property is a constant, or an expression, such as the match field of the item. */
  private static Template key(Part value, String key, Scope names) {
    Part named = new Part(TextNode.valueOf(key), value.pointer(), value.faults());
    return new ExpressionCompiler(names).value(named);
  }

  private record Property(Template name, Template value) {}

  private record MapTemplate(List<Property> properties) implements Template {
    MapTemplate {
      properties = List.copyOf(properties);
    }

    @Override
    public JsonNode value(Values values) {
      ObjectNode map = NODES.objectNode();
      for (Property property : properties) {
        JsonNode value = property.value.value(values);
        JsonNode name = value == null ? null : property.name.value(values);
        if (name != null) {
          map.set(TextTemplate.text(name), value);
        }
      }
      return map;
    }
  }

  private record ListTemplate(List<Template> elements) implements Template {
    ListTemplate {
      elements = List.copyOf(elements);
    }

    @Override
    public JsonNode value(Values values) {
      ArrayNode list = NODES.arrayNode();
      for (Template element : elements) {
        JsonNode value = element.value(values);
        if (value != null) {
          list.add(value);
        }
      }
      return list;
    }
  }
}
