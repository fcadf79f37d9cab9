package dev.tributary.destinations.delivery;

/** The result of a search for work. */
public sealed interface WorkSearchResult {
  /** Nothing is due. */
  record Nothing() implements WorkSearchResult {}

  /** Due rows may not be sent, and this is recorded; there may be more rows. */
  record NotSent() implements WorkSearchResult {}

  record Taken(Claim claim) implements WorkSearchResult {}
}
