package dev.tributary.destinations.limit;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many batches of an object one claim of a destination takes, for one worker that sends them
 * one after another and reports them together. A claim and a report cost as much as many small
 * requests, so objects with small batches are slow without this.
 *
 * <p>The number follows what the destination does: it doubles with each claim whose batches were
 * all answered, as far as a worker sends them in {@link #TIME}, and is one again after anything
 * else. In the memory of one dispatcher. Thread-safe.
 */
public final class RequestsOfClaim {
  /** A worker that stops leaves the requests of about this time without an answer. */
  static final Duration TIME = Duration.ofMillis(250);

  /** Nothing of a claim is sent later: a pause of a user or an opt-out would not count for it. */
  public static final Duration LONGEST = Duration.ofSeconds(2);

  /** A claim has no more rows than that, unless one batch has. */
  static final int MOST_ROWS = 100;

  private final Map<String, Integer> batches = new ConcurrentHashMap<>();

  /** By object, the number of batches, where it is more than one. */
  public Map<String, Integer> now(Catalogue.Destination destination) {
    if (batches.isEmpty()) {
      return Map.of();
    }
    Manifest manifest = destination.connector().manifest();
    Map<String, Integer> several = new ConcurrentHashMap<>();
    batches.forEach((name, number) ->
        manifest
            .object(name)
            .map(object -> Math.min(number, most(destination, object)))
            .filter(allowed -> allowed > 1)
            .ifPresent(allowed -> several.put(name, allowed)));
    return several;
  }

  /** The number of batches, whatever the object allows. */
  int wanted(String object) {
    return batches.getOrDefault(object, 1);
  }

  /**
   * All batches of a claim were answered.
   *
   * @param sent the number of the batches, at least one
   * @param time from the first request to the last answer
   */
  public void answered(String object, int sent, Duration time) {
    long inTime = sent * TIME.toNanos() / Math.max(1, time.toNanos());
    int next = (int) Math.clamp(inTime, 1, Math.min(2L * sent, MOST_ROWS));
    if (next > 1) {
      batches.put(object, next);
    } else {
      batches.remove(object);
    }
  }

  /** A batch was not answered, or the answer concerns more than its records. */
  public void failed(String object) {
    batches.remove(object);
  }

  /**
   * The most batches of a claim. Only records that may be sent again without a second effect are
   * claimed together: a worker that stops leaves more of them without an answer. Jobs have no small
   * batches.
   */
  private static int most(Catalogue.Destination destination, ObjectType object) {
    EffectClass effectClass = destination.connector().manifest().effectClass(object.name());
    boolean isRepeatable = effectClass == EffectClass.A || effectClass == EffectClass.B;
    return isRepeatable && !HeldJobs.hasJobs(destination, object)
        ? MOST_ROWS / object.batch().items()
        : 1;
  }
}
