package dev.tributary.destinations.delivery;

/** The result of a search for work. */
public sealed interface WorkFound {
  /** Nothing is due. */
  record Nothing() implements WorkFound {}

  /** Due rows may not be sent, and this is recorded; there may be more rows. */
  record NotSent() implements WorkFound {}

  record Taken(Claim claim) implements WorkFound {}
}
