package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that the expressions of a tree use, such as {@code item.fields.email}. */
public final class ExpressionNames {
  /** The name that {@code $otherFields} and {@code $otherFieldList} use. */
  public static final String OTHER_FIELDS = "item.otherFields";

  private static final Set<String> OTHERS =
      Set.of(JsonTemplates.OTHER_FIELDS, JsonTemplates.OTHER_FIELD_LIST);

  private ExpressionNames() {}

  /** The name that {@code $mode} uses. */
  public static final String MODE = "batch.mode";

  /** The names in all texts and keys. {@code $fields} counts as {@code item.fields}. */
  public static Set<String> of(JsonNode tree) {
    Set<String> names = new LinkedHashSet<>();
    collect(tree, names, false);
    return names;
  }

  /** The names without whose values an item is refused. */
  public static Set<String> required(JsonNode tree) {
    Set<String> names = new LinkedHashSet<>();
    collect(tree, names, true);
    return names;
  }

  private static void collect(JsonNode node, Set<String> names, boolean required) {
    if (node.isTextual()) {
      collect(node.asText(), names, required);
    }
    node.properties()
        .forEach(property -> {
          if (!required && property.getKey().equals(JsonTemplates.FIELDS)) {
            names.add("item.fields");
          }
          if (!required && OTHERS.contains(property.getKey())) {
            names.add(OTHER_FIELDS);
          }
          if (property.getKey().equals(JsonTemplates.MODE)) {
            names.add(MODE);
          }
          collect(property.getKey(), names, required);
        });
    node.forEach(child -> collect(child, names, required));
  }

  private static void collect(String text, Set<String> names, boolean required) {
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        at += 3;
      } else if (text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        if (end < 0) {
          return;
        }
        String[] steps = text.substring(at + 2, end).split("\\|", -1);
        if (!required || functions(steps).contains(Function.REQUIRED)) {
          names.add(steps[0].strip());
        }
        at = end + 1;
      } else {
        at++;
      }
    }
  }

  private static Set<Function> functions(String[] steps) {
    return Arrays.stream(steps)
        .skip(1)
        .flatMap(step -> Stream.ofNullable(Function.BY_NAME.get(step.strip())))
        .collect(Collectors.toSet());
  }
}
