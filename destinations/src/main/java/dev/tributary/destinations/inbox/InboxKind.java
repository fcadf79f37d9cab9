package dev.tributary.destinations.inbox;

import dev.tributary.destinations.ledger.State;
import java.util.List;

/** A kind of deliveries that wait for a decision. */
public enum InboxKind {
  /** Deliveries that may have arrived. */
  UNCERTAIN(State.UNCERTAIN),
  /** Deliveries that the destination refused, and deliveries that were given up. */
  REFUSED(State.REJECTED, State.DEAD);

  private final List<State> states;

  InboxKind(State... states) {
    this.states = List.of(states);
  }

  /** The states of these deliveries, as the database has them. */
  public List<String> states() {
    return states.stream().map(State::wireName).toList();
  }
}
