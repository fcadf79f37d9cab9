package dev.tributary.runtime.http;

import dev.tributary.runtime.problem.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times in the parameters of a query. */
public final class Times {
  private Times() {}

  /**
   * @throws dev.tributary.runtime.problem.Problem if it is not a time
   */
  public static @Nullable Instant parse(String parameter, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw Problems.BAD_PARAMETER.problem(
          parameter + " must be an RFC 3339 time such as 2026-03-01T10:00:00Z");
    }
  }
}
