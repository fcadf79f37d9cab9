package dev.tributary.audience.dictionary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.value.ValueReader;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the fields of objects, the types of their values, and the values that cannot be read as
 * their declared type. Confined to one thread.
 */
public final class FieldTally {
  /** Further names are left out: a source that uses a new name for each value has a mistake. */
  private static final int NAMES = 5_000;

  private static final int DEEPEST = 3;
  private static final JsonNode LIST = JsonNodeFactory.instance.arrayNode();

  private final Map<String, DeclaredType> declared;
  private final NameBudget names;
  private final Map<String, Counted> fields = new HashMap<>();
  private boolean leftOut;

  /**
   * @param declared types by path; a path into a field is counted as a field of its own
   */
  public FieldTally(Map<String, DeclaredType> declared) {
    this(declared, new NameBudget(NAMES));
  }

  FieldTally(Map<String, DeclaredType> declared, NameBudget names) {
    this.declared = Map.copyOf(declared);
    this.names = names;
  }

  /**
   * A name of a field.
   *
   * @param count how many objects have a value there; null is not a value
   * @param newest the largest time of them
   * @param declared the type as which rules read it; null for the type that was sent
   * @param unreadable how many of the values cannot be read as the declared type
   */
  public record Field(
      String name,
      Set<ValueType> types,
      long count,
      long newest,
      @Nullable DeclaredType declared,
      long unreadable) {}

  private static final class Counted {
    private final Set<ValueType> types = EnumSet.noneOf(ValueType.class);
    private long count;
    private long unreadable;
    private long newest = Long.MIN_VALUE;
  }

  public void add(ObjectNode object, long at) {
    object.properties().forEach(field -> add(field.getKey(), field.getValue(), at));
    declared.keySet().stream()
        .filter(path -> !object.has(path))
        .forEach(path -> add(path, new Path(path).in(object), at));
  }

  /** As {@link #add}, also with the fields of objects and of the objects in lists, as paths. */
  public void addWithParts(ObjectNode object, long at) {
    add(object, at);
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    object
        .properties()
        .forEach(field -> collect(field.getKey(), field.getValue(), false, 1, parts));
    parts.forEach((path, value) -> {
      if (!object.has(path) && !declared.containsKey(path)) {
        add(path, value, at);
      }
    });
  }

  /** A path into a list leads to the list of what its elements have there. */
  private static void collect(
      String path, JsonNode value, boolean inList, int depth, Map<String, JsonNode> parts) {
    if (value.isArray()) {
      value.forEach(element -> {
        if (element.isObject()) {
          collect(path, element, true, depth, parts);
        }
      });
    } else if (depth < DEEPEST) {
      value
          .properties()
          .forEach(field -> {
            String part = path + "." + field.getKey();
            if (!field.getValue().isNull()) {
              parts.putIfAbsent(part, inList ? LIST : field.getValue());
            }
            collect(part, field.getValue(), inList, depth + 1, parts);
          });
    }
  }

  private void add(String name, JsonNode value, long at) {
    ValueType.of(value).ifPresent(type -> add(name, value, type, at));
  }

  private void add(String name, JsonNode value, ValueType type, long at) {
    Counted counted = fields.get(name);
    if (counted == null) {
      if (!names.take()) {
        leftOut = true;
        return;
      }
      counted = new Counted();
      fields.put(name, counted);
    }
    counted.types.add(type);
    counted.count++;
    counted.newest = Math.max(counted.newest, at);
    DeclaredType wanted = declared.get(name);
    if (wanted != null && ValueReader.fails(wanted, value)) {
      counted.unreadable++;
    }
  }

  /** The most frequent first. */
  public TruncatedList<Field> most(int limit) {
    return TruncatedList.of(
        fields.entrySet().stream()
            .map(each -> field(each.getKey(), each.getValue()))
            .sorted(Comparator.comparingLong(Field::count).reversed().thenComparing(Field::name))
            .toList(),
        limit,
        leftOut);
  }

  private Field field(String name, Counted counted) {
    return new Field(
        name,
        Set.copyOf(counted.types),
        counted.count,
        counted.newest,
        declared.get(name),
        counted.unreadable);
  }
}
