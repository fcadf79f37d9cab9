package dev.tributary.identity.http.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.identity.search.SearchQueries;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A search for profiles.
 *
 * @param query at least 3 characters of an identifier
 * @param types the types of identifiers to search; absent for all
 * @param match {@code prefix}, if absent, or {@code fuzzy}
 * @param limit the greatest number of results, 20 if absent
 */
@Schema(name = "ProfileSearch")
public record ProfileSearch(
    @Required @Nullable String query,
    @Nullable List<String> types,
    @Nullable Match match,
    @Nullable Integer limit) {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 512;
  private static final int MOST_TYPES = 20;
  private static final int MOST = 100;
  private static final int USUAL = 20;

  /** In which way an identifier has to match the query. */
  public enum Match {
    PREFIX,
    FUZZY;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Match named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * @throws Problem if it is too short or too long
   */
  String text() {
    String text = query == null ? "" : query.strip();
    int length = text.codePointCount(0, text.length());
    if (length < SHORTEST || length > LONGEST) {
      throw Problems.INVALID.problem(
          "query has %d to %d characters".formatted(SHORTEST, LONGEST), "/query");
    }
    return text;
  }

  Match matching() {
    return Objects.requireNonNullElse(match, Match.PREFIX);
  }

  /**
   * Empty for all types.
   *
   * @throws Problem if there are none or too many, or if one of them cannot be searched in this way
   */
  List<String> searchedTypes() {
    if (types == null) {
      return List.of();
    }
    if (types.isEmpty() || types.size() > MOST_TYPES) {
      throw Problems.INVALID.problem("types names 1 to %d".formatted(MOST_TYPES), "/types");
    }
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) == null) {
        throw Problems.INVALID.problem("A type is a text", "/types/" + i);
      }
      if (matching() == Match.FUZZY && SearchQueries.NEVER_SIMILAR.contains(types.get(i))) {
        throw Problems.INVALID.problem(
            "user_id, phone and anonymous_id are found by prefix only", "/types/" + i);
      }
    }
    return types.stream().distinct().toList();
  }

  /**
   * @throws Problem if it is out of bounds
   */
  int limitOrDefault() {
    int limitOrDefault = Objects.requireNonNullElse(limit, USUAL);
    if (limitOrDefault < 1 || limitOrDefault > MOST) {
      throw Problems.INVALID.problem("limit is 1 to %d".formatted(MOST), "/limit");
    }
    return limitOrDefault;
  }
}
