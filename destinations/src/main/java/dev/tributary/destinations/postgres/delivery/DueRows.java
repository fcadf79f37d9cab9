package dev.tributary.destinations.postgres.delivery;

import java.util.List;

/**
 * Due rows that may be sent together.
 *
 * @param more whether there may be due rows besides these
 */
record DueRows(List<ClaimRow> rows, boolean more) {
  DueRows orMore(boolean others) {
    return new DueRows(rows, more || others);
  }
}
