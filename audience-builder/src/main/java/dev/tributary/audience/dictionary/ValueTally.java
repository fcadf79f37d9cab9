package dev.tributary.audience.dictionary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.Scalar;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the values at a place; of a list, its elements. Two values are the same if rules treat
 * them as equal. Confined to one thread.
 */
public final class ValueTally {
  /** Further values are left out, so memory is bounded. */
  private static final int VALUES = 2_000;

  private static final int LONGEST = 200;

  private final Map<Scalar, Counted> values = new HashMap<>();
  private final NumberTally numbers = new NumberTally();
  private final String search;
  private boolean leftOut;

  /**
   * A value.
   *
   * @param count how many people or events have it
   */
  public record Counted(JsonNode value, long count) {
    /** Whether it contains a text; upper and lower case are equal. */
    public boolean has(String text) {
      return folded(value).contains(text.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * @param search the text that a value must contain; upper and lower case are equal; empty for any
   *     value
   */
  public ValueTally(String search) {
    this.search = search.toLowerCase(Locale.ROOT);
  }

  private static String folded(JsonNode value) {
    return value.asText().toLowerCase(Locale.ROOT);
  }

  /** Adds the value of one person or event. */
  public void add(JsonNode value) {
    if (value.isArray()) {
      Set<Scalar> seen = new HashSet<>();
      value.forEach(element -> addOnce(element, seen));
    } else {
      addOnce(value, new HashSet<>());
    }
  }

  private void addOnce(JsonNode value, Set<Scalar> seen) {
    Scalar scalar = scalar(value);
    if (scalar == null || !folded(value).contains(search) || !seen.add(scalar)) {
      return;
    }
    numbers.add(value);
    if (value.asText().length() > LONGEST
        || (values.size() == VALUES && !values.containsKey(scalar))) {
      leftOut = true;
      return;
    }
    values.merge(
        scalar, new Counted(value, 1), (known, _) -> new Counted(known.value(), known.count() + 1));
  }

  /** Equal numbers are one value, in any notation. */
  private static @Nullable Scalar scalar(JsonNode value) {
    return Scalar.of(value) instanceof Scalar.Number(BigDecimal number)
        ? new Scalar.Number(number.stripTrailingZeros())
        : Scalar.of(value);
  }

  /** Of the values that are numbers; null if there are none. */
  public @Nullable NumberSummary numbers() {
    return numbers.summary();
  }

  /** The most frequent first. */
  public TruncatedList<Counted> all() {
    return TruncatedList.of(
        values.values().stream()
            .sorted(
                Comparator.comparingLong(Counted::count)
                    .reversed()
                    .thenComparing(each -> each.value().asText()))
            .toList(),
        VALUES,
        leftOut);
  }
}
