package dev.tributary.destinations.delivery;

import java.util.List;

/** The result of a search for work. */
public sealed interface WorkSearchResult {
  /** Nothing is due. */
  record Nothing() implements WorkSearchResult {}

  /** Due rows may not be sent, and this is recorded; there may be more rows. */
  record NotSent() implements WorkSearchResult {}

  /**
   * Rows to send.
   *
   * @param batch the first one
   * @param next batches of the same sync, object and operation that the same worker sends after it,
   *     one by one; mostly none
   * @param more whether there may be more due rows; if not, the next search can wait for a reason
   */
  record Taken(LeasedBatch batch, List<LeasedBatch> next, boolean more)
      implements WorkSearchResult {
    /** One batch. */
    public Taken(LeasedBatch batch, boolean more) {
      this(batch, List.of(), more);
    }
  }
}
