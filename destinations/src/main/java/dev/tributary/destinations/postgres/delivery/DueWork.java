package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.ledger.Priority;
import java.util.Set;

/**
 * The work that is due for a destination.
 *
 * @param lanes those that have due rows
 * @param questions whether a job of the vendor is to be asked for its result
 * @param jobs whether a recorded job is to be continued
 */
record DueWork(Set<Priority> lanes, boolean questions, boolean jobs) {
  boolean isNothing() {
    return lanes.isEmpty() && !questions && !jobs;
  }
}
