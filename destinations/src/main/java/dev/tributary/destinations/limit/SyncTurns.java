package dev.tributary.destinations.limit;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Priority;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The turns of the syncs of a destination, in each of its lanes. Without them, a sync with a large
 * backlog would go before all rows that are due later, whichever sync they belong to. Each instance
 * counts its own turns. Thread-safe.
 */
public final class SyncTurns {
  private final Map<Place, Map<SyncId, Long>> places = new ConcurrentHashMap<>();

  private record Place(DestinationId destination, Priority lane) {}

  /**
   * The sync whose last turn is the longest ago. Of syncs that had no turn, it is the one whose
   * oldest row is due first.
   *
   * @param due the syncs that have due rows, in the order of their oldest rows; not empty
   */
  public SyncId next(DestinationId destination, Priority lane, List<SyncId> due) {
    Map<SyncId, Long> turns = places.getOrDefault(new Place(destination, lane), Map.of());
    return due.stream()
        .min(Comparator.comparing(sync -> turns.getOrDefault(sync, 0L)))
        .orElseThrow();
  }

  /**
   * A sync has had its turn. Syncs without due rows are forgotten.
   *
   * @param due the syncs that have due rows
   */
  public void had(DestinationId destination, Priority lane, SyncId sync, List<SyncId> due) {
    places.compute(
        new Place(destination, lane),
        (place, before) -> {
          Map<SyncId, Long> turns = new HashMap<>(before == null ? Map.of() : before);
          long newest = turns.values().stream().mapToLong(Long::longValue).max().orElse(0);
          turns.keySet().retainAll(due);
          turns.put(sync, newest + 1);
          return Map.copyOf(turns);
        });
  }
}
