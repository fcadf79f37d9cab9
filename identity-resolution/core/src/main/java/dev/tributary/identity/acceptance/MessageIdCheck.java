package dev.tributary.identity.acceptance;

import dev.tributary.contracts.id.EventId;

/** The result of the search for an event's message id among those of earlier events. */
public sealed interface MessageIdCheck {
  /** No event of the last days has used the id: this event holds it from now on. */
  record Fresh() implements MessageIdCheck {}

  /** The same event was accepted before. */
  record Duplicate(EventId of) implements MessageIdCheck {}

  /** Another event came under the same id. */
  record Conflict(EventId with) implements MessageIdCheck {}
}
