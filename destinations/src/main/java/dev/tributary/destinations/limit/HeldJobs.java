package dev.tributary.destinations.limit;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one destination of which no job may begin now, because the account has started as
 * many jobs as it may, or has as many open ones. It is asked before rows are claimed, so that rows
 * do not wait for a job while their lease runs. A job asks once more when it begins. Thread-safe.
 */
public final class HeldJobs {
  /** An answer is used for so long: claims follow one another quickly. */
  private static final Duration KNOWN = Duration.ofSeconds(1);

  /** Another instance or destination can end a job at any time. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Clock clock;

  /** The last answer; null if the next look must ask. */
  private volatile @Nullable LastAnswer known;

  /** How many changes there were: an answer from before a change is not kept. */
  private final AtomicLong changes = new AtomicLong();

  /**
   * @param until by object, when a job may begin; none of objects whose jobs may begin now
   */
  private record LastAnswer(
      long version, Connector connector, Map<String, Instant> until, Instant askAgain) {}

  /**
   * The limits of the account of a destination.
   *
   * @param <E> what is thrown if they cannot be read
   */
  public interface Limits<E extends Exception> {
    /** Whether the account has as many open jobs as it may. */
    boolean isFull() throws E;

    /** When a limit allows another job of an object; empty if it does now. */
    Optional<Instant> heldUntil(String object) throws E;
  }

  public HeldJobs(Clock clock) {
    this.clock = clock;
  }

  /** A job has begun or ended. */
  public void changed() {
    changes.incrementAndGet();
    known = null;
  }

  /** By object, when a job may begin; none of objects whose jobs may begin now. */
  public <E extends Exception> Map<String, Instant> now(
      Catalogue.Destination destination, Limits<E> limits) throws E {
    if (!AccountBudgets.of(destination).limitsJobs()) {
      return Map.of();
    }
    Instant now = clock.instant();
    LastAnswer last = known;
    if (last != null
        && last.version == destination.version()
        && last.connector == destination.connector()
        && now.isBefore(last.askAgain)) {
      return last.until;
    }
    long before = changes.get();
    Map<String, Instant> until = asked(destination, limits, now);
    Instant first = until.values().stream().min(Instant::compareTo).orElse(now.plus(KNOWN));
    Instant latest = now.plus(LONGEST);
    known =
        new LastAnswer(
            destination.version(),
            destination.connector(),
            until,
            first.isBefore(latest) ? first : latest);
    if (changes.get() != before) {
      known = null;
    }
    return until;
  }

  private static <E extends Exception> Map<String, Instant> asked(
      Catalogue.Destination destination, Limits<E> limits, Instant now) throws E {
    List<String> objects =
        destination.connector().manifest().objects().stream()
            .filter(object -> hasJobs(destination, object))
            .map(ObjectType::name)
            .toList();
    Map<String, Instant> until = new HashMap<>();
    boolean isFull = !objects.isEmpty() && limits.isFull();
    for (String object : objects) {
      Optional<Instant> held = isFull ? Optional.of(now.plus(LONGEST)) : limits.heldUntil(object);
      held.ifPresent(at -> until.put(object, at));
    }
    return Map.copyOf(until);
  }

  static boolean hasJobs(Catalogue.Destination destination, ObjectType object) {
    return object.modes().stream()
        .anyMatch(mode ->
            destination.connector().jobFrom(destination.spec().settings(), object.name(), mode)
                > 0);
  }
}
