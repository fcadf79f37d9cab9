package dev.tributary.audience.http.catalogue;

import dev.tributary.audience.dictionary.FrequentValues;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A search for values of all traits.
 *
 * @param search the text that a value contains, of 2 to 200 characters; upper and lower case are
 *     equal
 * @param equal up to 50 texts that a value may equal instead, such as the code of a country whose
 *     name is searched for
 * @param limit the maximum number of values, 1 to 50; 10 if absent
 */
@Schema(name = "CatalogueValueSearch")
public record ValueSearch(
    @Required @Nullable String search, @Nullable List<String> equal, @Nullable Integer limit) {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 200;
  private static final int MOST_EQUAL = 50;
  private static final int MOST = 50;
  private static final int USUAL = 10;

  /** The conditions that a value must meet. */
  record Conditions(String contained, Set<String> equal, int most) {
    boolean fits(FrequentValues.Counted counted) {
      return equal.contains(counted.value())
          || counted.value().toLowerCase(Locale.ROOT).contains(contained);
    }
  }

  /**
   * @throws Problem with the place of a mistake
   */
  Conditions conditions() {
    String text = searched(search);
    List<String> texts = Objects.requireNonNullElse(equal, List.of());
    if (texts.size() > MOST_EQUAL) {
      throw Problems.INVALID.problem("At most %d texts".formatted(MOST_EQUAL), "/equal");
    }
    return new Conditions(text, new HashSet<>(texts), most(limit));
  }

  /** In lower case. */
  static String searched(@Nullable String search) {
    String text = Objects.requireNonNullElse(search, "").strip();
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      throw Problems.INVALID.problem(
          "search must be a text of %d to %d characters".formatted(SHORTEST, LONGEST), "/search");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  static int most(@Nullable Integer limit) {
    int most = Objects.requireNonNullElse(limit, USUAL);
    if (most < 1 || most > MOST) {
      throw Problems.INVALID.problem("limit must be from 1 to " + MOST, "/limit");
    }
    return most;
  }
}
