package dev.tributary.destinations.delivery;

/** What a look for work found. */
public sealed interface Look {
  /** Nothing is due. */
  record Nothing() implements Look {}

  /** What was due may not go and is recorded as such; there may be more. */
  record SetAside() implements Look {}

  record Taken(Claim claim) implements Look {}
}
