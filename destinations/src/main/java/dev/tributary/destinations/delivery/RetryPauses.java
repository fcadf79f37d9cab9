package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.limit.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The pauses of the engine.
 *
 * @param attempts between attempts of one delivery
 * @param probes between attempts at a destination that fails as a whole
 * @param questions between questions about one job
 * @param shortestHold an account that has spent its quota gets no request for at least this time
 */
public record RetryPauses(
    Backoff attempts, Backoff probes, Questions questions, Duration shortestHold) {
  private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);

  /**
   * After this time, an account is tried again in any case: a vendor's time may be wrong, and a
   * user may buy a larger quota.
   */
  private static final Duration LONGEST_HOLD = Duration.ofDays(1);

  /**
   * The pauses between questions grow with the age of the job, so a job of a day is asked about
   * some hundred times.
   *
   * @param shortest no pause is shorter
   * @param longest no pause is longer by more than its jitter
   */
  public record Questions(Duration shortest, Duration longest, RandomGenerator random) {
    private static final int PART_OF_AGE = 10;

    /**
     * @param age since the job has its items
     */
    Duration pause(Duration age) {
      long part = Math.min(longest.toMillis(), age.toMillis() / PART_OF_AGE);
      long pause = Math.max(shortest.toMillis(), part);
      return Duration.ofMillis(pause + random.nextLong(1 + pause / PART_OF_AGE));
    }
  }

  /** The documented pauses: base 1 s, cap 15 min, full jitter. */
  public static RetryPauses promised(RandomGenerator random) {
    return new RetryPauses(
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15), random),
        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), random),
        new Questions(Duration.ofSeconds(5), Duration.ofMinutes(15), random),
        Duration.ofMinutes(1));
  }

  /** Outcomes whose times are neither past nor too far in the future. */
  List<Outcome> bounded(List<Outcome> outcomes, Instant now) {
    return outcomes.stream()
        .map(outcome ->
            switch (outcome) {
              case Outcome.QuotaSpent(Instant until, String words) ->
                  new Outcome.QuotaSpent(bounded(until, now, shortestHold), words);
              case Outcome.RateLimited(Instant until, String words) ->
                  new Outcome.RateLimited(bounded(until, now, SHORTEST_LIMIT), words);
              default -> outcome;
            })
        .toList();
  }

  private static Instant bounded(Instant until, Instant now, Duration least) {
    Instant earliest = now.plus(least);
    Instant latest = now.plus(LONGEST_HOLD);
    return until.isBefore(earliest) ? earliest : until.isAfter(latest) ? latest : until;
  }
}
