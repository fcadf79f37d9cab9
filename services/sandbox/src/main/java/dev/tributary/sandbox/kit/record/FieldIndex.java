package dev.tributary.sandbox.kit.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ids of records by the text of a field, without spaces around it and whatever its case. A
 * field is indexed from its first question on. Records without a text are not in it. Not
 * thread-safe.
 */
final class FieldIndex {
  private final Map<String, Map<String, Set<String>>> fields = new HashMap<>();

  /**
   * @param all gives the records as they are now, for the first question about a field
   */
  List<String> ids(String field, String value, Supplier<Collection<StoredRecord>> all) {
    var ids =
        fields.computeIfAbsent(
            field,
            _ -> {
              var texts = new HashMap<String, Set<String>>();
              all.get().forEach(record -> add(texts, text(field, record), record.id()));
              return texts;
            });
    return List.copyOf(ids.getOrDefault(normal(value), Set.of()));
  }

  /**
   * @param before null for a new record
   * @param after null for a record that is deleted
   */
  void replace(@Nullable StoredRecord before, @Nullable StoredRecord after) {
    fields.forEach((field, texts) -> {
      var former = before == null ? "" : text(field, before);
      var next = after == null ? "" : text(field, after);
      if (before != null && !former.equals(next)) {
        texts.computeIfPresent(
            former, (_, ids) -> ids.remove(before.id()) && ids.isEmpty() ? null : ids);
      }
      if (after != null) {
        add(texts, next, after.id());
      }
    });
  }

  void clear() {
    fields.clear();
  }

  private static void add(Map<String, Set<String>> texts, String text, String id) {
    if (!text.isEmpty()) {
      texts.computeIfAbsent(text, _ -> new LinkedHashSet<>()).add(id);
    }
  }

  private static String text(String field, StoredRecord record) {
    return normal(record.values().path(field).asText(""));
  }

  private static String normal(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
