package dev.tributary.destinations.pacing;

/**
 * The part of one budget that a request needs.
 *
 * @param key the name of the budget within its account; an endpoint, an object or a record has its
 *     own
 * @param units that the request takes, at least 1; 0 if it has given back all of them
 * @param largest the most units that requests of this budget usually have; the same for all of them
 * @param least how many units are enough if a budget that is counted has no more; at most {@code
 *     units}
 * @param follows whether an amount that the vendor reports replaces the declared one also if it is
 *     larger
 */
public record Need(
    Budget budget, String key, long units, long largest, long least, boolean follows) {
  /** A need of a budget that is never larger than declared. */
  public Need(Budget budget, String key, long units, long largest, long least) {
    this(budget, key, units, largest, least, false);
  }

  /** A need that is met wholly or not at all. */
  public Need(Budget budget, String key, long units, long largest) {
    this(budget, key, units, largest, units);
  }

  /** The same need with the units that it was given. */
  public Need of(long granted) {
    return granted == units ? this : new Need(budget, key, granted, largest, granted, follows);
  }

  /** The same need of a budget that has the amount that the vendor reports. */
  public Need following() {
    return new Need(budget, key, units, largest, least, true);
  }

  /** The part of a budget that is paced, for this need. */
  public Charge charge() {
    return Charge.of(budget, key, units, largest);
  }
}
