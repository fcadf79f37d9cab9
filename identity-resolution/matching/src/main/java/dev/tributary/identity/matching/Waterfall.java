package dev.tributary.identity.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the weight of a pair is composed: the prior and one bar for each comparison. All in bits.
 *
 * @param prior the weight before any comparison
 */
public record Waterfall(double prior, List<Bar> bars) {

  /**
   * @param level null where a value is missing
   * @param weight the weight of the level
   * @param byFrequency the additional weight of a rare value
   */
  public record Bar(
      String column,
      @Nullable String level,
      @Nullable String left,
      @Nullable String right,
      double weight,
      double byFrequency) {}

  public Waterfall {
    bars = List.copyOf(bars);
  }

  /** The sum of the prior and all bars. */
  public double weight() {
    return prior + bars.stream().mapToDouble(bar -> bar.weight() + bar.byFrequency()).sum();
  }

  public double probability() {
    return Weights.probability(weight());
  }
}
