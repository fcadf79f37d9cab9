package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.declared.template.Template;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list in an answer that is about single items.
 *
 * @param at where the list is
 * @param optional whether an answer without the list has no entries
 * @param naming how an entry names its item
 * @param outcomes of an entry; the first one whose condition holds
 */
record Entries(JsonPointer at, boolean optional, Naming naming, List<Meaning> outcomes) {

  /** How an entry names its item. */
  sealed interface Naming {
    /** The entries are in the order of the items, one for each. */
    record ByPosition() implements Naming {}

    /**
     * @param at where an entry has the index of the item, from 0
     */
    record ByIndex(JsonPointer at) implements Naming {}

    /**
     * @param at where an entry has the key
     * @param equals the key of an item
     * @param ignoreCase whether keys that differ by case only are one
     */
    record ByKey(JsonPointer at, Template equals, boolean ignoreCase) implements Naming {}
  }

  /**
   * The entries that name an item.
   *
   * @param items how many items have the key of this item; 1 if no other one has it
   */
  record OfItem(List<JsonNode> entries, int items) {
    void add(JsonNode entry) {
      entries.add(entry);
    }

    /** Whether there is an entry for each item that the entries name. */
    boolean isComplete() {
      return entries.size() >= items;
    }
  }

  /** The meaning of an entry. */
  record Meaning(When when, OutcomeTemplate outcome) {}

  /**
   * The entries by the index of their item; null if the answer has no such list, an entry names no
   * item of the call, or a list in the order of the items has another length.
   */
  @Nullable Map<Integer, OfItem> byItem(JsonNode body, Batch batch, List<Item> items) {
    JsonNode list = body.at(at);
    if (!list.isArray()) {
      return optional && (list.isMissingNode() || list.isNull()) ? Map.of() : null;
    }
    Map<String, List<Integer>> keys = keys(batch, items);
    if (naming instanceof Naming.ByPosition && list.size() != items.size()) {
      return null;
    }
    Map<Integer, OfItem> found = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      List<Integer> named = named(list.get(i), i, keys);
      if (named.isEmpty() || named.stream().anyMatch(each -> each < 0 || each >= items.size())) {
        return null;
      }
      JsonNode entry = list.get(i);
      for (int each : named) {
        found.computeIfAbsent(each, _ -> new OfItem(new ArrayList<>(), named.size())).add(entry);
      }
    }
    return found;
  }

  private List<Integer> named(JsonNode entry, int position, Map<String, List<Integer>> keys) {
    return switch (naming) {
      case Naming.ByPosition byPosition -> List.of(position);
      case Naming.ByIndex(JsonPointer index) -> {
        JsonNode value = entry.at(index);
        yield value.canConvertToInt() && value.isIntegralNumber()
            ? List.of(value.asInt())
            : List.of();
      }
      case Naming.ByKey(JsonPointer key, Template equals, boolean ignoreCase) ->
          keys.getOrDefault(key(TextTemplate.text(entry.at(key)), ignoreCase), List.of());
    };
  }

  private Map<String, List<Integer>> keys(Batch batch, List<Item> items) {
    Map<String, List<Integer>> keys = new HashMap<>();
    if (naming instanceof Naming.ByKey(JsonPointer key, Template equals, boolean ignoreCase)) {
      Values values = Values.of(batch);
      for (int i = 0; i < items.size(); i++) {
        String text = TextTemplate.text(equals.value(values.of(items.get(i))));
        keys.computeIfAbsent(key(text, ignoreCase), _ -> new ArrayList<>()).add(i);
      }
    }
    return keys;
  }

  private static String key(String text, boolean ignoreCase) {
    return ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
  }
}
