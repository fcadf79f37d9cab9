package dev.tributary.destinations.inbox;

import dev.tributary.destinations.deliveries.DeliveryCause;

/**
 * Deliveries that wait for a decision for the same cause.
 *
 * @param cause the sync, the state, the cause and the field, with the number and the times of the
 *     deliveries that were read
 * @param atLeast whether there can be more deliveries than were read
 * @param newest the id of the delivery that came into its state last, among those that were read
 */
public record WaitingGroup(DeliveryCause cause, boolean atLeast, String newest) {}
