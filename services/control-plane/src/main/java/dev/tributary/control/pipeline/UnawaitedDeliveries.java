package dev.tributary.control.pipeline;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import java.util.ArrayList;
import java.util.List;

/**
 * The destinations and syncs whose deliveries nobody waits for. Immutable.
 *
 * @param destinations the ids of the destinations that are paused or failing
 * @param syncs the ids of the syncs of other destinations that are paused or stopped
 */
public record UnawaitedDeliveries(List<DestinationId> destinations, List<SyncId> syncs) {
  static final UnawaitedDeliveries NOTHING = new UnawaitedDeliveries(List.of(), List.of());

  public UnawaitedDeliveries {
    destinations = List.copyOf(destinations);
    syncs = List.copyOf(syncs);
  }

  UnawaitedDeliveries and(UnawaitedDeliveries other) {
    return new UnawaitedDeliveries(
        both(destinations, other.destinations), both(syncs, other.syncs));
  }

  private static <T> List<T> both(List<T> some, List<T> others) {
    List<T> both = new ArrayList<>(some);
    both.addAll(others);
    return both;
  }
}
