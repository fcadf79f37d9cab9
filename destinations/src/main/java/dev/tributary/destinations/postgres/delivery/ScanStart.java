package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.ledger.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a search in a destination's lane begins. Claimed rows leave dead entries at the front of
 * the index, and each search would read them again until a vacuum removes them. So a search begins
 * shortly before the oldest row of the last search. Now and then it begins at the very beginning,
 * to find rows that were committed late or resumed. Thread-safe.
 */
final class ScanStart {
  /**
   * A row gets its time a moment before its transaction commits, and many new records get times of
   * the second before.
   */
  private static final Duration MARGIN = Duration.ofSeconds(4);

  private static final Duration FULL_SCAN_INTERVAL = Duration.ofSeconds(5);

  private final Map<Place, Mark> marks = new ConcurrentHashMap<>();

  private record Place(DestinationId destination, Priority lane) {}

  /** Where to begin, and when to begin at the very beginning again. */
  private record Mark(Instant from, Instant nextFullScan) {}

  /** No due row is older than this, as far as is known; the epoch for a full search. */
  Instant begin(DestinationId destination, Priority lane, Instant now) {
    Mark mark = marks.get(new Place(destination, lane));
    return mark == null || !now.isBefore(mark.nextFullScan()) ? Instant.EPOCH : mark.from();
  }

  /**
   * @param began the answer of {@link #begin} at {@code now}
   * @param oldest since when the first found row is due, by the database's clock; null if there was
   *     none
   */
  void found(
      DestinationId destination,
      Priority lane,
      Instant now,
      Instant began,
      @Nullable Instant oldest) {
    marks.compute(
        new Place(destination, lane),
        (place, before) -> {
          Instant known = before == null ? Instant.EPOCH : before.from();
          boolean nextFullScan = before == null || began.equals(Instant.EPOCH);
          return new Mark(
              oldest == null ? known : oldest.minus(MARGIN),
              nextFullScan ? now.plus(FULL_SCAN_INTERVAL) : before.nextFullScan());
        });
  }
}
