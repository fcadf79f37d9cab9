package dev.tributary.destinations.postgres;

import dev.tributary.destinations.ledger.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a look at a destination's lane begins. Rows that were taken leave dead entries at the front
 * of the index, which each look would pass again until a vacuum removes them; so a look begins
 * shortly before the oldest row that the last one saw, and now and then at the very beginning, for
 * what was committed late or is resumed. Thread-safe.
 */
final class LookFrom {
  /** A row is stamped a moment before its transaction commits. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration BETWEEN_WHOLE_LOOKS = Duration.ofSeconds(5);

  private final Map<Place, Mark> marks = new ConcurrentHashMap<>();

  private record Place(String destination, Lane lane) {}

  /** Where to begin, and when to begin at the very beginning again. */
  private record Mark(Instant from, Instant whole) {}

  /** Nothing that is due is older than this, as far as is known; the epoch for a whole look. */
  Instant begin(String destination, Lane lane, Instant now) {
    Mark mark = marks.get(new Place(destination, lane));
    return mark == null || !now.isBefore(mark.whole()) ? Instant.EPOCH : mark.from();
  }

  /**
   * @param began what {@link #begin} answered at {@code now}
   * @param oldest since when the first row that was found is due, by the database's clock; null if
   *     there was none
   */
  void found(String destination, Lane lane, Instant now, Instant began, @Nullable Instant oldest) {
    marks.compute(
        new Place(destination, lane),
        (place, before) -> {
          Instant known = before == null ? Instant.EPOCH : before.from();
          boolean whole = before == null || began.equals(Instant.EPOCH);
          return new Mark(
              oldest == null ? known : oldest.minus(MARGIN),
              whole ? now.plus(BETWEEN_WHOLE_LOOKS) : before.whole());
        });
  }
}
