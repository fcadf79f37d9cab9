package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The names that the expressions of a tree use, such as {@code item.fields.email}. */
public final class ExpressionNames {
  /** The name that {@code $otherFields} uses. */
  public static final String OTHER_FIELDS = "item.otherFields";

  private ExpressionNames() {}

  /** The name that {@code $mode} uses. */
  public static final String MODE = "batch.mode";

  /** The names in all texts and keys. {@code $fields} counts as {@code item.fields}. */
  public static Set<String> of(JsonNode tree) {
    Set<String> names = new LinkedHashSet<>();
    collect(tree, names);
    return names;
  }

  private static void collect(JsonNode node, Set<String> names) {
    if (node.isTextual()) {
      collect(node.asText(), names);
    }
    node.properties()
        .forEach(property -> {
          if (property.getKey().equals(JsonTemplates.FIELDS)) {
            names.add("item.fields");
          }
          if (property.getKey().equals(JsonTemplates.OTHER_FIELDS)) {
            names.add(OTHER_FIELDS);
          }
          if (property.getKey().equals(JsonTemplates.MODE)) {
            names.add(MODE);
          }
          collect(property.getKey(), names);
        });
    node.forEach(child -> collect(child, names));
  }

  private static void collect(String text, Set<String> names) {
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        at += 3;
      } else if (text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        if (end < 0) {
          return;
        }
        names.add(text.substring(at + 2, end).split("\\|", 2)[0].strip());
        at = end + 1;
      } else {
        at++;
      }
    }
  }
}
