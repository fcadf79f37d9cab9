package dev.tributary.destinations.pacing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A strict and naive vendor: it remembers each request, and checks a limit in each window that ends
 * with a request, and in each window of the clock.
 */
final class Vendor {
  private record Arrival(double at, long units) {}

  private final long amount;
  private final double window;
  private final List<Arrival> arrivals = new ArrayList<>();
  private int violations;

  /**
   * @param window in milliseconds
   */
  Vendor(long amount, double window) {
    this.amount = amount;
    this.window = window;
  }

  /** Requests arrive in the order of time. */
  void arrive(double at, long units) {
    arrivals.add(new Arrival(at, units));
    if (units(arrival -> arrival.at > at - window ? 1 : 0) > amount
        || units(arrival -> Math.floor(arrival.at / window) == Math.floor(at / window) ? 1 : 0)
            > amount) {
      violations++;
    }
  }

  private double units(ToDoubleFunction<Arrival> counts) {
    double sum = 0;
    for (int i = arrivals.size() - 1; i >= 0 && i >= arrivals.size() - 2 * amount - 2; i--) {
      sum += counts.applyAsDouble(arrivals.get(i)) * arrivals.get(i).units;
    }
    return sum;
  }

  int violations() {
    return violations;
  }

  int requests() {
    return arrivals.size();
  }
}
