package dev.tributary.destinations.limit;

import dev.tributary.destinations.connector.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one destination that take no more for a while, because the destination has
 * answered a whole batch with a limit (429). Other objects go on. At the end of a limit, one batch
 * at a time tests whether the object takes more. Limits in a row grow, so a destination that
 * answers with limits for ever gets about one request a minute for each object.
 *
 * <p>A batch is known by the time when it was claimed. A batch that was claimed before the present
 * limit began says nothing about the object after that, so batches that are under way together
 * count once, and a late success of one of them does not end the limit.
 *
 * <p>In the memory of one dispatcher: each instance has limits of its own. Thread-safe.
 */
public final class LimitedObjects {
  /** No limit ends later. A destination that names a later time is held by its ledger. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** The first limit in a row lasts at least this long, and each further one twice as long. */
  static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Twice as long this many times is more than {@link #LONGEST}. */
  private static final int DOUBLINGS = 6;

  private final Clock clock;
  private final Map<String, Limit> limits = new HashMap<>();

  /** Batches that were claimed before this time are ignored. */
  private Instant cleared = Instant.EPOCH;

  /**
   * @param inRow the number of limits without a success between them; at least 1
   * @param began when the last of them was recorded
   * @param end the object takes no batch before this time
   * @param test when the batch was claimed that tests the object now; null if there is none
   */
  private record Limit(int inRow, Instant began, Instant end, @Nullable Instant test) {
    Limit tested(@Nullable Instant by) {
      return new Limit(inRow, began, end, by);
    }

    boolean allows(Instant now) {
      return test == null && !now.isBefore(end);
    }
  }

  /** The information that an outcome has about the object of its row. */
  private enum Sign {
    LIMIT,
    ANSWER,
    /** The row may have been sent, and there is no answer that concerns the row. */
    SILENCE,
    /** The row was not sent, or the outcome concerns the whole account. */
    NONE
  }

  public LimitedObjects(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes the outcomes of one batch. If all of its rows that were sent got a limit, the object is
   * limited; any other answer ends the limit of the object.
   *
   * @param claimedAt when the batch was claimed
   */
  public void observe(String object, Instant claimedAt, List<Outcome> outcomes) {
    Set<Sign> signs = outcomes.stream().map(LimitedObjects::sign).collect(Collectors.toSet());
    if (signs.contains(Sign.ANSWER)) {
      answered(object, claimedAt);
    } else if (signs.contains(Sign.LIMIT) && !signs.contains(Sign.SILENCE)) {
      outcomes.stream()
          .flatMap(LimitedObjects::until)
          .max(Comparator.naturalOrder())
          .ifPresent(until -> limited(object, claimedAt, until));
    }
  }

  /**
   * A whole batch got a limit.
   *
   * @param claimedAt when the batch was claimed
   * @param until the time that the destination names
   */
  public synchronized void limited(String object, Instant claimedAt, Instant until) {
    Limit before = limits.get(object);
    if (isIgnored(before, claimedAt)) {
      return;
    }
    int inRow = before == null ? 1 : before.inRow + 1;
    Instant now = clock.instant();
    Instant least = now.plus(SHORTEST.multipliedBy(1L << Math.min(inRow - 1, DOUBLINGS)));
    Instant latest = now.plus(LONGEST);
    Instant end = until.isAfter(least) ? until : least;
    limits.put(object, new Limit(inRow, now, end.isAfter(latest) ? latest : end, null));
  }

  /** The destination has answered a batch with something else than a limit. */
  public synchronized void answered(String object, Instant claimedAt) {
    if (!isIgnored(limits.get(object), claimedAt)) {
      limits.remove(object);
    }
  }

  private boolean isIgnored(@Nullable Limit present, Instant claimedAt) {
    return claimedAt.isBefore(cleared) || present != null && !claimedAt.isAfter(present.began);
  }

  /** A batch was claimed. After a limit, the object gets no other one until this one has ended. */
  public synchronized void claimed(String object, Instant claimedAt) {
    limits.computeIfPresent(
        object,
        (_, limit) ->
            limit.test == null && claimedAt.isAfter(limit.began) ? limit.tested(claimedAt) : limit);
  }

  /** A batch has ended, whatever its outcomes are, or it is in a job of the vendor now. */
  public synchronized void ended(String object, Instant claimedAt) {
    limits.computeIfPresent(
        object, (_, limit) -> claimedAt.equals(limit.test) ? limit.tested(null) : limit);
  }

  /** The objects that take no batch at this time. */
  public synchronized Set<String> at(Instant now) {
    return limits.entrySet().stream()
        .filter(each -> !each.getValue().allows(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The objects that have had a limit and no other answer since, also if they take batches now. */
  public synchronized Set<String> limited() {
    return Set.copyOf(limits.keySet());
  }

  /** Whether an object takes no batch now because another one tests it. */
  public synchronized boolean isAnyTested() {
    return limits.values().stream().anyMatch(limit -> limit.test != null);
  }

  /** When the first of the limits ends that last at this time; empty if none does. */
  public synchronized Optional<Instant> earliestEnd(Instant now) {
    return limits.values().stream()
        .map(Limit::end)
        .filter(now::isBefore)
        .min(Comparator.naturalOrder());
  }

  /** The definition of the destination has changed: batches of the one before say nothing. */
  public synchronized void clear() {
    limits.clear();
    cleared = clock.instant();
  }

  private static Stream<Instant> until(Outcome outcome) {
    return outcome instanceof Outcome.RateLimited(Instant until, String words)
        ? Stream.of(until)
        : Stream.empty();
  }

  private static Sign sign(Outcome outcome) {
    return switch (outcome) {
      case Outcome.RateLimited limited -> Sign.LIMIT;
      case Outcome.HeldBack held -> Sign.NONE;
      case Outcome.QuotaSpent spent -> Sign.NONE;
      case Outcome.WaitsForAccount waiting -> Sign.NONE;
      case Outcome.WaitsForPlace waiting -> Sign.NONE;
      case Outcome.UnusableCredentials unusable -> Sign.NONE;
      case Outcome.NotRepeated kept -> Sign.NONE;
      case Outcome.Transient failed -> Sign.SILENCE;
      case Outcome.Ambiguous unknown -> Sign.SILENCE;
      case Outcome.Delivered delivered -> Sign.ANSWER;
      case Outcome.Accepted accepted -> Sign.ANSWER;
      case Outcome.PartlyRefused refused -> Sign.ANSWER;
      case Outcome.Submitted submitted -> Sign.ANSWER;
      case Outcome.ResultUnknown unknown -> Sign.ANSWER;
      case Outcome.Rejected rejected -> Sign.ANSWER;
      case Outcome.RefusedExisting existing -> Sign.ANSWER;
      case Outcome.RefusedMissing missing -> Sign.ANSWER;
      case Outcome.WaitsForRecord waiting -> Sign.ANSWER;
      case Outcome.RefusedTogether refused -> Sign.ANSWER;
      case Outcome.Missing missing -> Sign.ANSWER;
      case Outcome.Exists exists -> Sign.ANSWER;
      case Outcome.Unauthorised refused -> Sign.ANSWER;
      case Outcome.Gone gone -> Sign.ANSWER;
      case Outcome.PlaceGone gone -> Sign.ANSWER;
      case Outcome.Misconfigured misconfigured -> Sign.ANSWER;
    };
  }
}
