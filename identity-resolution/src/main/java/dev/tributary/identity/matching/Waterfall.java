package dev.tributary.identity.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a pair came to its weight: from the prior, one bar after another. All in bits.
 *
 * @param prior the weight before anything was compared
 */
public record Waterfall(double prior, List<Bar> bars) {

  /**
   * @param level null where a value is missing
   * @param weight what the level says
   * @param byFrequency what the value's rarity adds
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

  /** The sum of it all. */
  public double weight() {
    return prior + bars.stream().mapToDouble(bar -> bar.weight() + bar.byFrequency()).sum();
  }

  public double probability() {
    return Weights.probability(weight());
  }
}
