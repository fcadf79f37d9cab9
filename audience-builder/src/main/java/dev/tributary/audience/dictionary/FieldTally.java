package dev.tributary.audience.dictionary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which fields objects have, how often and of which types. Confined to one thread. */
public final class FieldTally {
  /** Names beyond these are left out: a name for each value is a mistake of whoever sends it. */
  private static final int NAMES = 5_000;

  private final Map<String, Counted> fields = new HashMap<>();
  private boolean leftOut;

  /**
   * A name of a field.
   *
   * @param count how many objects have a value there; null is none
   * @param newest the largest time of them
   */
  public record Field(String name, Set<ValueType> types, long count, long newest) {}

  private static final class Counted {
    private final Set<ValueType> types = EnumSet.noneOf(ValueType.class);
    private long count;
    private long newest = Long.MIN_VALUE;
  }

  public void add(ObjectNode object, long at) {
    object
        .properties()
        .forEach(field ->
            ValueType.of(field.getValue()).ifPresent(type -> add(field.getKey(), type, at)));
  }

  private void add(String name, ValueType type, long at) {
    Counted counted = fields.get(name);
    if (counted == null) {
      if (fields.size() == NAMES) {
        leftOut = true;
        return;
      }
      counted = new Counted();
      fields.put(name, counted);
    }
    counted.types.add(type);
    counted.count++;
    counted.newest = Math.max(counted.newest, at);
  }

  /** The most frequent first. */
  public Cut<Field> most(int limit) {
    return Cut.of(
        fields.entrySet().stream()
            .map(each -> field(each.getKey(), each.getValue()))
            .sorted(Comparator.comparingLong(Field::count).reversed().thenComparing(Field::name))
            .toList(),
        limit,
        leftOut);
  }

  private static Field field(String name, Counted counted) {
    return new Field(name, Set.copyOf(counted.types), counted.count, counted.newest);
  }
}
