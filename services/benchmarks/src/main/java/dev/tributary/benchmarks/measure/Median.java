package dev.tributary.benchmarks.measure;

import java.util.Collection;
import java.util.List;

/** The value in the middle; of an even number of values, the mean of the two in the middle. */
public final class Median {
  private Median() {}

  /**
   * @throws IllegalArgumentException if there is no value
   */
  public static double of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("A median needs a value");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
