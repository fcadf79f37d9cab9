package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Priority;
import java.util.ArrayList;
import java.util.Collection;
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
final class SyncTurns {
  private final Map<Place, Map<SyncId, Long>> places = new ConcurrentHashMap<>();

  private record Place(DestinationId destination, Priority lane) {}

  /**
   * The sync whose last turn is the longest ago. Of syncs that had no turn, it is the one whose
   * oldest row is due first.
   *
   * @param due the syncs that have due rows; not empty
   */
  SyncId next(DestinationId destination, Priority lane, Collection<DueSync> due) {
    Map<SyncId, Long> turns = places.getOrDefault(new Place(destination, lane), Map.of());
    return due.stream()
        .min(
            Comparator.comparing((DueSync each) -> turns.getOrDefault(each.sync(), 0L))
                .thenComparing(DueSync::oldest)
                .thenComparing(each -> each.sync().value()))
        .orElseThrow()
        .sync();
  }

  /** A sync has had its turn. Syncs without due rows are forgotten. */
  void had(DestinationId destination, Priority lane, SyncId sync, Collection<DueSync> due) {
    List<SyncId> known = new ArrayList<>(due.stream().map(DueSync::sync).toList());
    places.compute(
        new Place(destination, lane),
        (place, before) -> {
          Map<SyncId, Long> turns = new HashMap<>(before == null ? Map.of() : before);
          long newest = turns.values().stream().mapToLong(Long::longValue).max().orElse(0);
          turns.keySet().retainAll(known);
          turns.put(sync, newest + 1);
          return Map.copyOf(turns);
        });
  }
}
