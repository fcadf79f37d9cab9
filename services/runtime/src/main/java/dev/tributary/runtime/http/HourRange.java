package dev.tributary.runtime.http;

import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time of a chart with a count for each hour.
 *
 * @param from the beginning of the first hour, in UTC
 * @param to exclusive; not later than now
 */
public record HourRange(Instant from, Instant to) {
  private static final Duration USUAL = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofDays(31);

  /**
   * @param from a parameter of the query, RFC 3339; seven days before {@code to} if absent
   * @param to a parameter of the query, RFC 3339; now if absent
   * @throws Problem if a parameter is not a time, or the range is empty or too long
   */
  public static HourRange of(@Nullable String from, @Nullable String to, Instant now) {
    Instant asked = time("to", to, now);
    Instant end = asked.isBefore(now) ? asked : now;
    Instant begin = time("from", from, end.minus(USUAL));
    if (!begin.isBefore(end)) {
      throw Problems.BAD_PARAMETER.problem("from must be before to, and not in the future");
    }
    if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
      throw Problems.BAD_PARAMETER.problem(
          "from and to must be at most %d days apart".formatted(LONGEST.toDays()));
    }
    return new HourRange(begin.truncatedTo(ChronoUnit.HOURS), end);
  }

  /** There are no counts before 1970, and arithmetic with much earlier times fails. */
  private static Instant time(String parameter, @Nullable String text, Instant otherwise) {
    Instant time = Times.parse(parameter, text);
    if (time == null) {
      return otherwise;
    }
    return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
  }
}
