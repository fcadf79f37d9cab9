package dev.tributary.benchmarks.compare;

import dev.tributary.benchmarks.compare.BenchRun.Figures;
import dev.tributary.benchmarks.measure.Median;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The figures of two versions. Each ratio is of the two runs of a pair, because the machine differs
 * less within a pair than from pair to pair.
 *
 * @param load that both versions were measured with
 * @param ours the median of this version
 * @param other the median of the other version
 * @param ratios this version / the other one, of each pair that has the figure of both
 */
record Comparison(
    MeasuredLoad load, String figure, double ours, double other, List<Double> ratios) {
  /** The two runs of a pair. */
  record Pair(BenchRun ours, BenchRun other) {}

  private record Figure(String name, ToDoubleFunction<Figures> value) {
    static final List<Figure> ALL =
        List.of(
            new Figure("CPU us/event", Figures::cpuMicros),
            new Figure("CPU us/event without compilers", Figures::cpuWithoutCompilingMicros),
            new Figure("p99 ms", Figures::p99Millis));
  }

  /** Without the loads and figures that no pair has for both versions. */
  static List<Comparison> of(List<Pair> pairs) {
    Set<MeasuredLoad> loads = new LinkedHashSet<>();
    pairs.forEach(pair -> loads.addAll(pair.ours().loads().keySet()));
    var comparisons = new ArrayList<Comparison>();
    for (MeasuredLoad load : loads) {
      for (Figure figure : Figure.ALL) {
        Comparison comparison = of(pairs, load, figure);
        if (!comparison.ratios().isEmpty()) {
          comparisons.add(comparison);
        }
      }
    }
    return comparisons;
  }

  private static Comparison of(List<Pair> pairs, MeasuredLoad load, Figure figure) {
    var ours = new ArrayList<Double>();
    var others = new ArrayList<Double>();
    var ratios = new ArrayList<Double>();
    for (Pair pair : pairs) {
      double own = value(pair.ours(), load, figure);
      double other = value(pair.other(), load, figure);
      if (own > 0 && other > 0) {
        ours.add(own);
        others.add(other);
        ratios.add(own / other);
      }
    }
    return ratios.isEmpty()
        ? new Comparison(load, figure.name(), 0, 0, List.of())
        : new Comparison(load, figure.name(), Median.of(ours), Median.of(others), ratios);
  }

  /** 0 where the run does not have the figure. */
  private static double value(BenchRun run, MeasuredLoad load, Figure figure) {
    Figures figures = run.loads().get(load);
    return figures == null ? 0 : figure.value().applyAsDouble(figures);
  }

  double ratio() {
    return Median.of(ratios);
  }

  /** The head of the table whose rows are {@link #line}. */
  static String heading() {
    return String.format(
        Locale.ROOT,
        "%-24s %-30s %8s %8s %6s  %s",
        "load",
        "figure",
        "this",
        "other",
        "ratio",
        "of the pairs");
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-24s %-30s %8.1f %8.1f %6.2f  %.2f to %.2f, %d pairs",
        load,
        figure,
        ours,
        other,
        ratio(),
        ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
        ratios.size());
  }
}
