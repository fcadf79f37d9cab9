package dev.tributary.destinations.pacing;

import java.time.Instant;

/** The answer to a {@link Question}. */
public sealed interface Answer {
  /** The request may leave at the time of the permit. */
  record Granted(Permit permit) implements Answer {}

  /**
   * Nothing was taken.
   *
   * @param at when to ask again
   */
  record Later(Instant at) implements Answer {}
}
