package dev.tributary.identity.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Chooses the traits that a list shows of each person: those that most people of the list have, so
 * that the people can be compared. Only texts of one line, numbers and true or false are facts.
 */
public final class KeyFacts {
  private static final int LONGEST = 60;

  private KeyFacts() {}

  /**
   * The names of the traits: the most frequent first, then by name.
   *
   * @param people the traits of each person of the list
   * @param eligible whether a trait may be shown, and says more than the person's label
   */
  public static List<String> of(
      Collection<Map<String, JsonNode>> people, Predicate<String> eligible, int most) {
    Map<String, Integer> having = new HashMap<>();
    for (Map<String, JsonNode> traits : people) {
      traits.forEach((trait, value) -> {
        if (isFact(value) && eligible.test(trait)) {
          having.merge(trait, 1, Integer::sum);
        }
      });
    }
    return having.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a list can show the value. */
  public static boolean isFact(JsonNode value) {
    if (value.isTextual()) {
      String text = value.textValue();
      return !text.isBlank() && text.length() <= LONGEST && text.indexOf('\n') < 0;
    }
    return value.isNumber() || value.isBoolean();
  }
}
