package dev.tributary.identity.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that decides how likely a pair is: which pairs are compared, how they are compared,
 * and the weight of each result.
 *
 * @param prior the probability that two records are of one person, before any comparison
 * @see <a href="https://doi.org/10.1080/01621459.1969.10501049">Fellegi and Sunter, A Theory for
 *     Record Linkage, 1969</a>
 */
public record Model(double prior, List<Comparison> comparisons, List<BlockingRule> blocking) {
  public Model {
    comparisons = List.copyOf(comparisons);
    blocking = List.copyOf(blocking);
    if (!(prior > 0 && prior < 1)) {
      throw new IllegalArgumentException("The prior lies between 0 and 1: " + prior);
    }
  }

  /** The columns of all comparisons and blocking rules. */
  public Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    comparisons.forEach(comparison -> columns.addAll(comparison.columns()));
    blocking.forEach(rule -> columns.addAll(rule.columns()));
    return columns;
  }

  public Model with(double newPrior) {
    return new Model(newPrior, comparisons, blocking);
  }

  public Model with(List<Comparison> newComparisons) {
    return new Model(prior, newComparisons, blocking);
  }

  /** How the weight of a pair is composed. */
  public Waterfall explain(List<Outcome> outcomes) {
    List<Waterfall.Bar> bars = new ArrayList<>();
    for (int each = 0; each < comparisons.size(); each++) {
      bars.add(bar(comparisons.get(each), outcomes.get(each)));
    }
    return new Waterfall(Weights.of(prior), bars);
  }

  private static Waterfall.Bar bar(Comparison comparison, Outcome outcome) {
    int level = outcome.level();
    return new Waterfall.Bar(
        comparison.column(),
        level == Comparison.SILENT ? null : comparison.levels().get(level).name(),
        outcome.left(),
        outcome.right(),
        comparison.weight(level),
        comparison.adjustment(level, outcome.frequency()));
  }
}
