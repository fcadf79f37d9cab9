package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.installation.WebhookSync;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * How much a destination suffers from others that accept nothing: its records a second while it
 * empties a backlog, and its delay under a steady load, with these others and without them.
 */
final class Isolation {
  private static final double GOAL_RATE = 0.9;
  private static final double GOAL_P99 = 1.2;

  private final List<WebhookSync> bad;
  private final Effort effort;
  private final Report report;

  /**
   * @param bad syncs of the same events to the other destinations
   */
  Isolation(List<WebhookSync> bad, Effort effort, Report report) {
    this.bad = bad;
    this.effort = effort;
    this.report = report;
  }

  /**
   * @param emptied empties a backlog
   * @param steady sends a steady load
   */
  void run(Supplier<Row> emptied, Supplier<Row> steady) {
    report.add(
        new Report.Finding(
            DeliveryBench.BENCH,
            "records a second beside three bad destinations / alone",
            ratio(() -> emptied.get().eventsPerSecond()),
            "",
            GOAL_RATE,
            true,
            note()));
    report.add(
        new Report.Finding(
            DeliveryBench.BENCH,
            "p99 beside three bad destinations / alone",
            ratio(() -> steady.get().latency().p99()),
            "",
            GOAL_P99,
            false,
            note()));
  }

  private String note() {
    return String.format(Locale.ROOT, "median of %d pairs", effort.pairs());
  }

  /** Beside / alone, the order changes from pair to pair. */
  private double ratio(DoubleSupplier measured) {
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < effort.pairs(); pair++) {
      double first = measured(pair % 2 == 0, measured);
      double second = measured(pair % 2 != 0, measured);
      ratios.add(pair % 2 == 0 ? first / second : second / first);
    }
    return Median.of(ratios);
  }

  private double measured(boolean beside, DoubleSupplier measured) {
    bad.forEach(beside ? WebhookSync::resume : WebhookSync::pause);
    report.say(beside ? "  beside three bad destinations:" : "  alone:");
    return measured.getAsDouble();
  }
}
