package dev.tributary.identity.acceptance;

/** What a message id says about an event. */
public sealed interface Acceptance {
  /** Nobody has used the id in the last days: the event holds it from now on. */
  record Fresh() implements Acceptance {}

  /** The same event came before. */
  record Duplicate(String of) implements Acceptance {}

  /** Another event came under the same id. */
  record Conflict(String with) implements Acceptance {}
}
