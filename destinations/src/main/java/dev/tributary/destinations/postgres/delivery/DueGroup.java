package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.ledger.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Due rows that may be sent together, in the order in which they were found.
 *
 * @param rows at least one
 * @param since when the first of them was due
 */
record DueGroup(List<ClaimRow> rows, Instant since) {

  /** Adds a row to the group that it goes with, or to a new one at the end. */
  static void add(List<DueGroup> groups, ClaimRow row, Instant notBefore) {
    for (DueGroup group : groups) {
      if (row.goesWith(group.rows.getFirst())) {
        group.rows.add(row);
        return;
      }
    }
    groups.add(new DueGroup(new ArrayList<>(List.of(row)), notBefore));
  }

  /**
   * Whether the group is full, has waited long enough, or does not wait: the rows of a repeat stay
   * together, and opt-outs are urgent.
   *
   * @param now by the clock of the database
   */
  boolean isReady(BatchLimits limits, Priority lane, Instant now) {
    return isReady(isRepeat(), rows.size(), since, limits, lane, now);
  }

  /** The same for a group of which only the number of rows is known. */
  static boolean isReady(
      boolean repeat, int size, Instant since, BatchLimits limits, Priority lane, Instant now) {
    return lane == Priority.OPT_OUT
        || repeat
        || size >= limits.items()
        || !now.isBefore(since.plus(limits.maximumWait()));
  }

  boolean isRepeat() {
    return rows.getFirst().batch() != null;
  }

  String object() {
    return rows.getFirst().claimed().object();
  }
}
