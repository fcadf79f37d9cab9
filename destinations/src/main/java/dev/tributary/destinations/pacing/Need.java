package dev.tributary.destinations.pacing;

/**
 * The part of one budget that a request needs.
 *
 * @param key the name of the budget within its account; an endpoint, an object or a record has its
 *     own
 * @param units that the request takes, at least 1
 * @param largest the most units that one request of this budget can have
 */
public record Need(Budget budget, String key, long units, long largest) {
  Charge charge() {
    return Charge.of(budget, key, units, largest);
  }
}
