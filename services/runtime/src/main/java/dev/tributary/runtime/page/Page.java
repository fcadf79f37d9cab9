package dev.tributary.runtime.page;

import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param data the items of this part, in the order of the list
 * @param nextCursor the cursor for the next part; null at the end
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {
  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 200;

  /**
   * @param found one more than the limit if there is a next page
   */
  public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<T> data = found.subList(0, limit);
    return new Page<>(List.copyOf(data), cursor.apply(data.getLast()));
  }

  public <R> Page<R> map(Function<T, R> mapping) {
    return new Page<>(data.stream().map(mapping).toList(), nextCursor);
  }

  /** The answer to a text that is not a cursor of the list. */
  public static Problem wrongCursor() {
    return Problems.BAD_PARAMETER.problem("cursor must be the nextCursor of an earlier answer");
  }

  /**
   * @throws Problem if it is outside of 1 to {@value #MAX_LIMIT}
   */
  public static int limit(@Nullable Integer asked) {
    if (asked == null) {
      return DEFAULT_LIMIT;
    }
    if (asked < 1 || asked > MAX_LIMIT) {
      throw Problems.BAD_PARAMETER.problem("limit must be from 1 to " + MAX_LIMIT);
    }
    return asked;
  }
}
