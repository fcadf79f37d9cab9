package dev.tributary.audience.dictionary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.contracts.definition.DeclaredType;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A short text in an object, also within objects and lists.
 *
 * @param path a name or a dotted path
 * @param type {@code LIST} for the element of a list, else {@code TEXT}
 */
record ContainedText(String path, ValueType type, String text) {
  private static final int LONGEST = 60;
  private static final int DEEPEST = 3;

  /**
   * The texts of an object, each once.
   *
   * @param declared types by path; values that rules do not read as texts are left out
   */
  static Set<ContainedText> of(ObjectNode object, Map<String, DeclaredType> declared) {
    Set<ContainedText> texts = new HashSet<>();
    object
        .properties()
        .forEach(field -> add(field.getKey(), ValueType.TEXT, field.getValue(), 1, texts));
    texts.removeIf(each -> {
      DeclaredType read = declared.get(each.path());
      return read != null && read != DeclaredType.TEXT;
    });
    return texts;
  }

  private static void add(
      String path, ValueType type, JsonNode value, int depth, Set<ContainedText> texts) {
    if (value.isTextual()) {
      String text = value.textValue();
      if (!text.isBlank() && text.length() <= LONGEST) {
        texts.add(new ContainedText(path, type, text));
      }
    } else if (value.isArray()) {
      value.forEach(element -> add(path, ValueType.LIST, element, depth, texts));
    } else if (depth < DEEPEST) {
      value
          .properties()
          .forEach(
              field -> add(path + "." + field.getKey(), type, field.getValue(), depth + 1, texts));
    }
  }
}
