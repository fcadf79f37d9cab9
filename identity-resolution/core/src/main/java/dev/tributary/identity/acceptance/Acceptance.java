package dev.tributary.identity.acceptance;

/** What a message id says about an event. */
public sealed interface Acceptance {
  /** No event of the last days has used the id: this event holds it from now on. */
  record Fresh() implements Acceptance {}

  /** The same event was accepted before. */
  record Duplicate(String of) implements Acceptance {}

  /** Another event came under the same id. */
  record Conflict(String with) implements Acceptance {}
}
