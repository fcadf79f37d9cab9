package dev.tributary.destinations.limit;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many batches of an object one claim of a destination takes, for one worker that sends them
 * one after another and reports them together. A claim and a report cost as much as many small
 * requests, so objects with small batches are slow without this.
 *
 * <p>The number follows what the destination does: it grows with each claim whose batches were all
 * answered, at most to twice as many, and as far as a worker sends them in {@link #TIME}. It is one
 * again after anything else. In the memory of one dispatcher. Thread-safe.
 */
public final class RequestsOfClaim {
  /** A worker that is killed leaves the requests of about this time without a report. */
  static final Duration TIME = Duration.ofMillis(250);

  /** No request of a claim begins later: a user may have paused the sync meanwhile. */
  public static final Duration LONGEST = Duration.ofSeconds(2);

  /** A claim has no more rows than that, unless one batch has. */
  static final int MOST_ROWS = 100;

  private final Map<String, Integer> batches = new HashMap<>();

  /** By object. Claims from before say nothing about the object after that. */
  private final Map<String, Instant> failures = new HashMap<>();

  /**
   * By object, the number of batches, where it is more than one.
   *
   * @param limited objects of which one batch is sent: the destination has answered with a limit
   */
  public synchronized Map<String, Integer> now(
      Catalogue.Destination destination, Set<String> limited) {
    Manifest manifest = destination.connector().manifest();
    Map<String, Integer> several = new HashMap<>();
    batches.forEach((name, number) ->
        manifest
            .object(name)
            .filter(object -> !limited.contains(name))
            .map(object -> Math.min(number, most(destination, object)))
            .filter(allowed -> allowed > 1)
            .ifPresent(allowed -> several.put(name, allowed)));
    return several;
  }

  /** The number of batches, whatever the object allows. */
  synchronized int wanted(String object) {
    return batches.getOrDefault(object, 1);
  }

  /**
   * All batches of a claim were answered.
   *
   * @param sent the number of the batches, at least one
   * @param claimedAt before the first request
   * @param answeredAt after the last answer
   */
  public synchronized void answered(
      String object, int sent, Instant claimedAt, Instant answeredAt) {
    Instant failed = failures.get(object);
    if (failed != null && !claimedAt.isAfter(failed)) {
      return;
    }
    failures.remove(object);
    long nanos = Math.max(1, Duration.between(claimedAt, answeredAt).toNanos());
    // A claim that found few rows says how fast the destination is, and nothing against more.
    long most = Math.max(wanted(object), 2L * sent);
    long next = Math.clamp(sent * TIME.toNanos() / nanos, 1, Math.min(most, MOST_ROWS));
    batches.put(object, (int) next);
  }

  /**
   * A batch was not answered, or the answer concerns more than its records.
   *
   * @param at when that became known
   */
  public synchronized void failed(String object, Instant at) {
    batches.remove(object);
    failures.put(object, at);
  }

  /** The definition of the destination has changed: it may be another address. */
  public synchronized void clear() {
    batches.clear();
  }

  /**
   * The most batches of a claim. Only records that may be sent again without a second effect are
   * claimed together, because a worker that is killed leaves more of them without a report. An
   * object with jobs has one batch.
   */
  private static int most(Catalogue.Destination destination, ObjectType object) {
    EffectClass effectClass = destination.connector().manifest().effectClass(object.name());
    boolean isRepeatable = effectClass == EffectClass.A || effectClass == EffectClass.B;
    return isRepeatable && !HeldJobs.hasJobs(destination, object)
        ? MOST_ROWS / object.batch().items()
        : 1;
  }
}
