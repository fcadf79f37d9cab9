package dev.tributary.benchmarks.starts;

import dev.tributary.benchmarks.measure.Usage;
import java.util.Comparator;
import java.util.List;

/**
 * The time that a command has taken.
 *
 * @param seconds by the clock
 * @param cpuSeconds of the command and of all processes that it has started
 */
record Taken(double seconds, double cpuSeconds) {
  static Taken of(Usage usage) {
    return new Taken(usage.seconds(), usage.cpuMicros() / 1e6);
  }

  /** The one in the middle, by the clock. */
  static Taken median(List<Taken> several) {
    return several.stream()
        .sorted(Comparator.comparingDouble(Taken::seconds))
        .toList()
        .get(several.size() / 2);
  }
}
