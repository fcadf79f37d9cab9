package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.declared.template.Scope.PartOfBatch;
import dev.tributary.destinations.pattern.BoundedMatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles bodies to closures that build trees of JSON, or write it. Not thread-safe: one for each
 * body.
 */
public final class JsonTemplates {
  public static final String EACH = "$each";
  public static final String FIELDS = "$fields";
  public static final String OTHER_FIELDS = "$otherFields";
  public static final String OTHER_FIELD_LIST = "$otherFieldList";
  public static final String MODE = "$mode";

  /** The modes in which a connector writes. A mirror writes as an upsert does. */
  private static final List<Mode> MODES = List.of(Mode.UPSERT, Mode.UPDATE_ONLY, Mode.CREATE_ONLY);

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
    if (node.has(OTHER_FIELD_LIST)) {
      OtherFields others = otherFields(alone(part, OTHER_FIELD_LIST), OTHER_FIELD_LIST, names);
      return others == null ? TextTemplate.constant("") : others::list;
    }
    if (node.has(MODE)) {
      return byMode(alone(part, MODE), names);
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
    return new EachTemplate(each);
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
        values.output().node();
        JsonNode value = template.value(values.of(field.getKey(), field.getValue()));
        if (value != null) {
          list.add(value);
        }
      }
      return list;
    };
  }

  /** The value of the mode of the batch; absent for a mode that is not named. */
  private Template byMode(Part part, Scope names) {
    if (!names.has(PartOfBatch.BATCH)) {
      part.fault("$mode is accepted in requests that carry items");
      return TextTemplate.constant("");
    }
    if (!part.isMap(MODES.stream().map(Mode::wireName).toArray(String[]::new))) {
      return TextTemplate.constant("");
    }
    Map<Mode, Template> all = new EnumMap<>(Mode.class);
    for (Mode mode : MODES) {
      Part value = part.at(mode.wireName());
      if (value.isPresent()) {
        all.put(mode, compile(value, names));
      }
    }
    return values -> {
      Mode mode = values.someBatch().mode();
      Template template = all.get(MODES.contains(mode) ? mode : Mode.UPSERT);
      return template == null ? null : template.value(values);
    };
  }

  private Template map(Part part, Scope names) {
    List<Property> properties = new ArrayList<>();
    part.entries()
        .forEach((key, value) -> {
          if (key.startsWith("$") && !key.startsWith("${") && !key.equals(OTHER_FIELDS)) {
            value.fault(
                "\"%s\" is unknown; known are %s, %s, %s, %s and %s"
                    .formatted(key, EACH, FIELDS, MODE, OTHER_FIELDS, OTHER_FIELD_LIST));
          } else if (!key.equals(OTHER_FIELDS)) {
            properties.add(Property.of(key(value, key, names), compile(value, names)));
          }
        });
    Part others = part.at(OTHER_FIELDS);
    return new MapTemplate(
        properties, others.isPresent() ? otherFields(others, OTHER_FIELDS, names) : null);
  }

  /** Null if there is a mistake. */
  private @Nullable OtherFields otherFields(Part part, String key, Scope names) {
    Pattern accepted = names.otherFields();
    if (!names.has(PartOfBatch.ITEM) || names.has(PartOfBatch.FIELD)) {
      part.fault(key + " is accepted where item is known, and not inside of a field");
      return null;
    }
    if (accepted == null) {
      part.fault("needs \"otherFields\" of the object, the names of such fields");
      return null;
    }
    Template value = compile(part, names.with(PartOfBatch.FIELD));
    return new OtherFields(value, names.fields(), accepted);
  }

  /** A name of a property is a constant, or an expression, such as the match field of the item. */
  private static Template key(Part value, String key, Scope names) {
    Part named = new Part(TextNode.valueOf(key), value.pointer(), value.faults());
    return new ExpressionCompiler(names).value(named);
  }

  /** The bytes of a body. Without a value, it is {@code null}. */
  public static byte[] bytes(Template body, Values values) {
    boolean streamed = body.isStreamed() && values.items() != null;
    JsonNode value = streamed ? null : body.value(values);
    var bytes = new ByteArrayBuilder();
    try (JsonGenerator out =
        Json.MAPPER.getFactory().createGenerator(values.output().limited(bytes))) {
      // After an exception, brackets stay open, and nobody reads the bytes.
      if (streamed) {
        body.write(out, values);
      } else {
        write(out, value == null ? NODES.nullNode() : value);
      }
    } catch (IOException e) {
      // Jackson wraps what is thrown while it writes a tree.
      if (e.getCause() instanceof UnfitValue unfit) {
        throw unfit;
      }
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The bytes of a part of a body. */
  public static byte[] bytes(JsonNode part, Values values) {
    return bytes(_ -> part, values);
  }

  /** Jackson prepares a serializer for each tree, so values without parts are written here. */
  private static void write(JsonGenerator out, JsonNode value) throws IOException {
    switch (value) {
      case TextNode text -> out.writeString(text.textValue());
      case BooleanNode isTrue -> out.writeBoolean(isTrue.booleanValue());
      case IntNode number -> out.writeNumber(number.intValue());
      case LongNode number -> out.writeNumber(number.longValue());
      case DecimalNode number -> out.writeNumber(number.decimalValue());
      case NullNode _ -> out.writeNull();
      default -> out.writeTree(value);
    }
  }

  /**
   * @param constant the name, if it is no expression; null otherwise
   */
  private record Property(Template name, Template value, @Nullable SerializedString constant) {
    static Property of(Template name, Template value) {
      String text = TextTemplate.constantText(name);
      return new Property(name, value, text == null ? null : new SerializedString(text));
    }
  }

  /** The list of the items of a request. */
  private record EachTemplate(Template item) implements Template {
    @Override
    public @Nullable JsonNode value(Values values) {
      List<Item> items = values.items();
      if (items == null) {
        return values.each();
      }
      ArrayNode list = NODES.arrayNode(items.size());
      items.forEach(each -> list.add(item.value(values.of(each))));
      return list;
    }

    @Override
    public boolean isStreamed() {
      return item.isStreamed();
    }

    @Override
    public void write(JsonGenerator out, Values values) throws IOException {
      out.writeStartArray();
      for (Item each : Objects.requireNonNull(values.items())) {
        item.write(out, values.of(each));
      }
      out.writeEndArray();
    }
  }

  /**
   * The fields of an item that the object accepts and does not declare.
   *
   * @param value the value of such a field
   * @param declared the names of the fields that the object declares
   * @param accepted the names of other fields. An item can have more of them if its sync has no
   *     mapping
   */
  private record OtherFields(Template value, Set<String> declared, Pattern accepted) {
    OtherFields {
      declared = Set.copyOf(declared);
    }

    /** A property that is there already is not replaced. */
    void addTo(ObjectNode map, Values values) {
      each(values, map::has, map::set);
    }

    /** Absent if the item has no such field. */
    @Nullable JsonNode list(Values values) {
      ArrayNode list = NODES.arrayNode();
      each(values, _ -> false, (_, content) -> list.add(content));
      return list.isEmpty() ? null : list;
    }

    private void each(
        Values values, Predicate<String> isThere, BiConsumer<String, JsonNode> taking) {
      for (Map.Entry<String, JsonNode> field : values.someItem().fields().properties()) {
        String name = field.getKey();
        if (!declared.contains(name)
            && BoundedMatch.matches(accepted, name)
            && !isThere.test(name)) {
          values.output().node();
          JsonNode content = value.value(values.of(name, field.getValue()));
          if (content != null) {
            taking.accept(name, content);
          }
        }
      }
    }
  }

  /**
   * @param others null if they are not sent
   */
  private record MapTemplate(
      List<Property> properties, @Nullable OtherFields others, boolean isStreamed)
      implements Template {
    MapTemplate {
      properties = List.copyOf(properties);
    }

    MapTemplate(List<Property> properties, @Nullable OtherFields others) {
      this(properties, others, others == null && haveOtherNames(properties));
    }

    /** Whether no two properties can have the same name: all names are constants. */
    private static boolean haveOtherNames(List<Property> properties) {
      Set<String> names = new HashSet<>();
      return properties.stream()
          .map(Property::constant)
          .allMatch(name -> name != null && names.add(name.getValue()));
    }

    @Override
    public void write(JsonGenerator out, Values values) throws IOException {
      out.writeStartObject();
      for (Property property : properties) {
        SerializedString name = Objects.requireNonNull(property.constant);
        if (property.value.isStreamed()) {
          out.writeFieldName(name);
          property.value.write(out, values);
        } else {
          JsonNode value = property.value.value(values);
          if (value != null) {
            out.writeFieldName(name);
            JsonTemplates.write(out, value);
          }
        }
      }
      out.writeEndObject();
    }

    @Override
    public JsonNode value(Values values) {
      ObjectNode map = NODES.objectNode();
      for (Property property : properties) {
        values.output().node();
        JsonNode value = property.value.value(values);
        JsonNode name = value == null ? null : property.name.value(values);
        if (name != null) {
          map.set(TextTemplate.text(name), value);
        }
      }
      if (others != null) {
        others.addTo(map, values);
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
        values.output().node();
        JsonNode value = element.value(values);
        if (value != null && !isOfAbsentValues(element, value)) {
          list.add(value);
        }
      }
      return list;
    }

    /** An element that says nothing, such as an identifier that a person does not have. */
    private static boolean isOfAbsentValues(Template element, JsonNode value) {
      return element instanceof MapTemplate map && !map.properties().isEmpty() && value.isEmpty();
    }
  }
}
