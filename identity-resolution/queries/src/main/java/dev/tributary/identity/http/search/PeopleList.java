package dev.tributary.identity.http.search;

import dev.tributary.identity.search.RecentPlace;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The request for a list of people.
 *
 * @param query a name, an identifier or an id of a profile, or the beginning of one, with 2 to 512
 *     characters; absent or empty for the recent people
 * @param cursor the {@code nextCursor} of an earlier answer, only without {@code query}
 * @param limit the greatest number of people, 1 to 100; 25 if absent
 * @param similar whether the answer has people with a similar name or identifier if nothing begins
 *     with the query; true if absent
 */
@Schema(name = "PeopleQuery")
public record PeopleList(
    @Nullable String query,
    @Nullable String cursor,
    @Nullable Integer limit,
    @Nullable Boolean similar) {
  /** Without a body, too: the recent people. */
  static final PeopleList RECENT = new PeopleList(null, null, null, null);

  private static final int SHORTEST = 2;
  private static final int LONGEST = 512;
  private static final int MOST = 100;
  private static final int USUAL = 25;

  /**
   * Empty for the recent people.
   *
   * @throws Problem if it is too short or too long
   */
  String text() {
    String text = query == null ? "" : query.strip();
    int length = text.codePointCount(0, text.length());
    if (!text.isEmpty() && (length < SHORTEST || length > LONGEST)) {
      throw Problems.INVALID.problem(
          "query has %d to %d characters".formatted(SHORTEST, LONGEST), "/query");
    }
    return text;
  }

  /**
   * @throws Problem if it is no cursor of the list
   */
  @Nullable RecentPlace place() {
    if (cursor == null) {
      return null;
    }
    return Optional.of(cursor)
        .filter(_ -> text().isEmpty())
        .flatMap(RecentPlace::of)
        .orElseThrow(() ->
            Problems.INVALID.problem(
                "cursor is the nextCursor of an earlier answer, without query", "/cursor"));
  }

  boolean similarToo() {
    return similar == null || similar;
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
