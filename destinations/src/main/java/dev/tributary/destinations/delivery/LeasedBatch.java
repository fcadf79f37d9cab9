package dev.tributary.destinations.delivery;

import dev.tributary.destinations.sync.Catalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a worker may send once, or may ask about if a job of the vendor has them. Their attempt
 * is committed, and their lease has begun.
 *
 * @param attempt the id of this attempt
 * @param rows of one sync, object and operation; at least one
 * @param retry whether they were sent before
 */
public record LeasedBatch(
    String attempt, Catalogue.Sync sync, List<ClaimedDelivery> rows, boolean retry) {

  /** The vendor's job that has the rows; null if the rows are to be sent. */
  public @Nullable String job() {
    return rows.getFirst().job();
  }
}
