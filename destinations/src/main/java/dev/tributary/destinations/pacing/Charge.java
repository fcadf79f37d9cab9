package dev.tributary.destinations.pacing;

/**
 * The part that one request takes of a budget that is paced.
 *
 * @param key the name of the budget within its account
 * @param millis the time until the next request after this one, at the full rate
 * @param tolerance how many milliseconds early a request may be; negative if it must be late
 * @param units of the budget that the request takes
 * @param amount the units that are ours in each window
 * @param window its length in milliseconds
 */
public record Charge(
    String key, double millis, double tolerance, double units, double amount, double window) {
  /**
   * The vendor sees requests at other distances than we send them. This part of the limit stays
   * unused.
   */
  private static final double USED = 0.98;

  /** Half of what stays unused may be sent early. The other half is for replicas that disagree. */
  private static final double EARLY = 0.01;

  /** A time is reserved no further ahead than this, unless the budget has fewer requests. */
  static final double AHEAD = 1_000;

  private static final int REQUESTS_AHEAD = 2;

  /**
   * Spaces requests so that no window has more than its amount, wherever it begins. Between the
   * first request of a window and the last one are all charges but the last, so they add up to less
   * than the window: a whole number of equal requests fits into it, and of unequal ones the largest
   * is kept free. A request that is larger than that waits for the rest.
   *
   * @param units of this request
   * @param largest the most units that requests of the budget usually have; the same for all of
   *     them
   */
  public static Charge of(Budget budget, String key, long units, long largest) {
    double window = budget.window().length().toMillis();
    double amount = budget.ours();
    boolean equal = largest <= 1;
    double each = window / (equal ? amount : Math.max(1, amount - largest)) / USED;
    double millis = Math.min(units * each, window / USED);
    double early = equal ? Math.max(0, amount * EARLY - 1) * each : 0;
    double tolerance = units > largest ? (largest - units) * each : early;
    return new Charge(key, millis, tolerance, units, amount, window);
  }

  /** How many milliseconds ahead a time of the budget may be reserved. */
  public double ahead() {
    return Math.max(AHEAD, millis * REQUESTS_AHEAD);
  }

  /** The part of one instance, while instances share nothing. */
  public Charge dividedBy(int instances) {
    return instances == 1
        ? this
        : new Charge(
            key,
            millis * instances,
            Math.min(0, tolerance) * instances,
            units,
            amount / instances,
            window);
  }
}
