package dev.tributary.destinations.delivery;

/** The result of a search for work. */
public sealed interface WorkSearchResult {
  /** Nothing is due. */
  record Nothing() implements WorkSearchResult {}

  /** Due rows may not be sent, and this is recorded; there may be more rows. */
  record NotSent() implements WorkSearchResult {}

  /**
   * Rows to send.
   *
   * @param more whether there may be more due rows; if not, the next search can wait for a reason
   */
  record Taken(LeasedBatch batch, boolean more) implements WorkSearchResult {}
}
