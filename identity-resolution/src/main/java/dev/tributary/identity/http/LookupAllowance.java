package dev.tributary.identity.http;

import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many identifiers somebody may look up who may not read personal data: each answer tells
 * whether a guess is somebody's, so numbers and addresses could be tried one after the other.
 * Counted per instance. Thread-safe.
 */
final class LookupAllowance {
  static final int AT_ONCE = 10;
  static final int PER_HOUR = 1_000;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String REMEDY =
      "; somebody with the right personal-data:read may look up more";

  private final Clock clock;
  private final Map<Who, Used> used = new HashMap<>();

  LookupAllowance(Clock clock) {
    this.clock = clock;
  }

  record Who(String workspace, String caller) {}

  private record Used(Instant since, int values) {}

  /**
   * @throws Problem if these are too many at once, or within the hour
   */
  synchronized void take(Who who, int values) {
    if (values > AT_ONCE) {
      throw Problems.INVALID.problem(
          "identifiers holds at most %d of them, not %d".formatted(AT_ONCE, values) + REMEDY,
          "/identifiers");
    }
    Instant now = clock.instant();
    used.values().removeIf(each -> !each.since().plus(HOUR).isAfter(now));
    Used before = used.getOrDefault(who, new Used(now, 0));
    if (before.values() + values > PER_HOUR) {
      throw Problems.RATE_LIMITED.problem(
          "At most %d identifiers may be looked up in an hour".formatted(PER_HOUR) + REMEDY);
    }
    used.put(who, new Used(before.since(), before.values() + values));
  }
}
