package dev.tributary.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Two programs measured in turn. The order changes from pair to pair, so that a drift of the
 * machine affects both equally. A pair counts if both kept the offered rate and other processes
 * disturbed both equally. If no pair meets this, all pairs count, and the note says so.
 *
 * @param ratios bare CPU per event / ours, of each pair
 */
public record Pairs(List<Double> ratios, boolean disturbed) {
  /**
   * The greatest difference of other processes' cores between the halves of a pair. Above it, the
   * pair says nothing about the programs.
   */
  private static final double MOST_DIFFERENCE = 0.3;

  public static Pairs measure(int count, Supplier<Row> ours, Supplier<Row> bare) {
    var all = new ArrayList<Double>();
    var undisturbed = new ArrayList<Double>();
    for (int pair = 0; pair < count; pair++) {
      boolean oursFirst = pair % 2 == 0;
      Row first = (oursFirst ? ours : bare).get();
      Row second = (oursFirst ? bare : ours).get();
      Row own = oursFirst ? first : second;
      Row limit = oursFirst ? second : first;
      double ratio = limit.cpuMicrosPerEvent() / own.cpuMicrosPerEvent();
      all.add(ratio);
      double difference = own.usage().othersCores() - limit.usage().othersCores();
      if (own.kept() && limit.kept() && Math.abs(difference) <= MOST_DIFFERENCE) {
        undisturbed.add(ratio);
      }
    }
    return undisturbed.isEmpty() ? new Pairs(all, true) : new Pairs(undisturbed, false);
  }

  public double median() {
    return Median.of(ratios);
  }

  /** The number and the range of the pairs, for readers of the median. */
  public String note() {
    return String.format(
        Locale.ROOT,
        "median of %d pairs, %.2f to %.2f%s",
        ratios.size(),
        ratios.stream().mapToDouble(Double::doubleValue).min().orElse(0),
        ratios.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        disturbed ? "; every pair was disturbed by other processes or missed its rate" : "");
  }
}
