package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.ledger.Priority;
import java.util.List;
import java.util.Map;

/**
 * The work that is due for a destination.
 *
 * @param lanes those that have due rows, and the syncs that have them
 * @param questions whether a job of the vendor is to be asked for its result
 * @param jobs whether a recorded job is to be continued
 */
record DueWork(Map<Priority, List<DueSync>> lanes, boolean questions, boolean jobs) {
  boolean isNothing() {
    return lanes.isEmpty() && !questions && !jobs;
  }
}
