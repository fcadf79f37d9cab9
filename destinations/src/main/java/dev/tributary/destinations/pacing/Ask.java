package dev.tributary.destinations.pacing;

import java.util.List;

/**
 * A question whether a request may leave.
 *
 * @param id of the permit, unique
 * @param charges of all budgets: all of them are taken or none
 * @param connections at most so many requests of the account at a time; 0 for any number
 * @param ahead how many milliseconds ahead a time may be reserved
 * @param known whether this instance has had a permit for the account so lately that its state is
 *     still kept: an account without state has then lost it
 */
public record Ask(
    String id, Flow flow, List<Charge> charges, int connections, double ahead, boolean known) {

  /** The longest charge in milliseconds. */
  double longest() {
    return charges.stream().mapToDouble(Charge::millis).max().orElse(0);
  }
}
