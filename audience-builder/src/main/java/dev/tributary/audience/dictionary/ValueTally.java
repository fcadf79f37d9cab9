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
 * Which values there are at a place, and how often: of a list, its elements. Values are one as they
 * are for rules. Confined to one thread.
 */
public final class ValueTally {
  /** Values beyond these are left out; memory is bounded however many there are. */
  private static final int VALUES = 2_000;

  private static final int LONGEST = 200;

  private final Map<Scalar, Counted> values = new HashMap<>();
  private final String search;
  private boolean leftOut;

  /**
   * A value.
   *
   * @param count how many people or events have it
   */
  public record Counted(JsonNode value, long count) {
    /** Whether it contains a text, in any case. */
    public boolean has(String text) {
      return folded(value).contains(text.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * @param search what a value must contain, in any case; empty for any value
   */
  public ValueTally(String search) {
    this.search = search.toLowerCase(Locale.ROOT);
  }

  private static String folded(JsonNode value) {
    return value.asText().toLowerCase(Locale.ROOT);
  }

  /** Adds what one person or event has there. */
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
    if (value.asText().length() > LONGEST
        || (values.size() == VALUES && !values.containsKey(scalar))) {
      leftOut = true;
      return;
    }
    values.merge(
        scalar, new Counted(value, 1), (known, _) -> new Counted(known.value(), known.count() + 1));
  }

  /** Equal numbers are one value, however they were written. */
  private static @Nullable Scalar scalar(JsonNode value) {
    return Scalar.of(value) instanceof Scalar.Number(BigDecimal number)
        ? new Scalar.Number(number.stripTrailingZeros())
        : Scalar.of(value);
  }

  /** The most frequent first. */
  public Cut<Counted> all() {
    return Cut.of(
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
