package dev.tributary.identity.http;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many identifiers a caller without the right to personal data may name in an hour. Each answer
 * shows whether a person has the value, so a caller could try numbers and addresses one after the
 * other. One allowance covers every resource that answers this. Counted per instance. Thread-safe.
 */
final class LookupAllowance {
  static final int AT_ONCE = 10;
  static final int PER_HOUR = 1_000;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String REMEDY =
      "; a caller with the right personal-data:read may look up more";

  private final Clock clock;
  private final Map<CallerOfWorkspace, Used> used = new HashMap<>();

  LookupAllowance(Clock clock) {
    this.clock = clock;
  }

  record CallerOfWorkspace(WorkspaceId workspace, String caller) {}

  private record Used(Instant since, int values) {}

  /**
   * @throws Problem 422 if one request looks up too many
   */
  static void requireFew(int values) {
    if (values > AT_ONCE) {
      throw Problems.INVALID.problem(
          "identifiers holds at most %d of them, not %d".formatted(AT_ONCE, values) + REMEDY,
          "/identifiers");
    }
  }

  /**
   * @throws Problem 429 if these are too many within the hour; then none of them counts
   */
  synchronized void take(CallerOfWorkspace who, int values) {
    Instant now = clock.instant();
    used.values().removeIf(each -> !each.since().plus(HOUR).isAfter(now));
    Used before = used.getOrDefault(who, new Used(now, 0));
    if (values > PER_HOUR - before.values()) {
      throw Problems.RATE_LIMITED.problem(
          "At most %d identifiers may be looked up in an hour".formatted(PER_HOUR) + REMEDY);
    }
    used.put(who, new Used(before.since(), before.values() + values));
  }
}
