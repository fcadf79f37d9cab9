package dev.tributary.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values to render with.
 *
 * @param overrides what is set besides the chart's own values
 */
record Values(String name, ObjectNode overrides) {
  private static final List<String> SETS = List.of("try-out", "production", "everything");

  /** The sets that are kept beside the chart. */
  static Stream<Values> sets() {
    return SETS.stream().map(Values::set);
  }

  static Values set(String name) {
    return new Values(name, Repository.yaml("helm/values/" + name + ".yaml"));
  }

  static Values of(String name, String yaml) {
    return new Values(name, Repository.documents(yaml).getFirst());
  }

  /** These, and what the YAML says over them. */
  Values with(String yaml) {
    ObjectNode merged = overrides.deepCopy();
    merge(merged, Repository.documents(yaml).getFirst());
    return new Values(name, merged);
  }

  /** The chart's own values with these over them, as Helm does it. */
  ObjectNode merged() {
    ObjectNode merged = Repository.yaml("helm/tributary/values.yaml");
    merge(merged, overrides);
    return merged;
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    for (var field : from.properties()) {
      JsonNode present = into.get(field.getKey());
      if (present instanceof ObjectNode below && field.getValue() instanceof ObjectNode above) {
        merge(below, above);
      } else {
        into.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
