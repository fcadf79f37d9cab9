package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.bare.BareIdentity;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Pairs;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.benchmarks.measure.WarmUp;
import dev.tributary.local.launch.Service;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Events at the highest rate at which they are applied, compared with the bare transaction: with
 * few people, then with many.
 */
final class Resolution {
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int EVENTS = 40_000;
  private static final int SMALLER = 10;
  private static final int SMALLEST = 100;
  private static final double GOAL_RATIO = 0.35;
  private static final double MOST_GROWTH = 1.3;
  private static final Row.Latency NONE = new Row.Latency(0, 0, 0);

  private final Subject subject;
  private final Effort effort;
  private final Report report;
  private final int events;
  private long seed;

  /** The cost of one event with so many people. */
  private record Cost(Pairs pairs, double ours, double bare, double perSecond, double times) {}

  Resolution(Subject subject, Effort effort, Report report) {
    this.subject = subject;
    this.effort = effort;
    this.report = report;
    this.events = effort.small() ? EVENTS / SMALLER : EVENTS;
  }

  /**
   * @return how many people are known at the end
   */
  int run() throws SQLException {
    int few = effort.small() ? FEW / SMALLER : FEW;
    int many = effort.small() ? MANY / SMALLEST : MANY;
    report.add(
        subject.apply(IntStream.range(0, few).mapToObj(EventMix::introduction).toList(), "new"));
    try (Population population = Population.keep(subject.installed(), few)) {
      warmUp(few);
      population.settle();
      Cost before = measure(few);
      population.grow(many);
      report.say("Grown from %,d people to %,d.".formatted(few, many));
      Cost after = measure(many);
      addFindings(before, few, after, many);
    }
    return many;
  }

  private void warmUp(int people) throws SQLException {
    long end = System.nanoTime() + effort.warmUp().toNanos();
    do {
      ours(people, "warm-up");
    } while (System.nanoTime() < end);
  }

  private Cost measure(int people) throws SQLException {
    String shape = "%,d".formatted(people);
    try (Connection connection = subject.installed().database(Service.IDENTITY)) {
      BareIdentity bare = BareIdentity.prepare(connection, people);
      report.say(
          "Bare: documents of %d bytes, %d bytes an event in the outbox."
              .formatted(bare.documentBytes(), bare.payloadBytes()));
      WarmUp.run(effort.mostWarmUp(), report, () -> ours(people, "warm-up"));
      WarmUp.run(effort.mostWarmUp(), report, () -> bare(bare, "warm-up"));
      List<Row> ours = new ArrayList<>();
      List<Row> limit = new ArrayList<>();
      Pairs pairs =
          Pairs.measure(
              effort.pairs(),
              () -> kept(ours, ours(people, shape)),
              () -> kept(limit, bare(bare, shape)));
      return new Cost(
          pairs,
          Median.of(ours.stream().map(Row::cpuMicrosPerEvent).toList()),
          Median.of(limit.stream().map(Row::cpuMicrosPerEvent).toList()),
          Median.of(ours.stream().map(Row::eventsPerSecond).toList()),
          Median.of(
              IntStream.range(0, ours.size())
                  .mapToObj(i -> ours.get(i).eventsPerSecond() / limit.get(i).eventsPerSecond())
                  .toList()));
    }
  }

  private static Row kept(List<Row> rows, Row row) {
    rows.add(row);
    return row;
  }

  private Row ours(int people, String shape) {
    try {
      Row row = subject.apply(new EventMix(seed++, people).next(events), shape);
      report.add(row);
      return row;
    } catch (SQLException e) {
      throw new IllegalStateException("The positions cannot be read", e);
    }
  }

  private Row bare(BareIdentity bare, String shape) {
    Meter.Start start = subject.meter().start();
    try {
      bare.run(events);
    } catch (SQLException e) {
      throw new IllegalStateException("The bare transaction failed", e);
    }
    Usage usage = start.end();
    // The bare transaction runs in this process, the driver.
    Usage.CpuTime cost = usage.cpu(Subject.POSTGRES).plus(usage.driverCpu());
    Row row = Subject.row("bare", shape, events, cost, NONE, 0, usage);
    report.add(row);
    return row;
  }

  private void addFindings(Cost before, int few, Cost after, int many) {
    report.add(
        new Report.Finding(
            Subject.BENCH,
            "CPU per event bare / ours, %,d people".formatted(many),
            after.pairs().median(),
            "",
            GOAL_RATIO,
            true,
            String.format(
                Locale.ROOT,
                "%s; %.0f ev/s of one instance, %.2f of the bare rate; with %,d people %.2f",
                after.pairs().note(),
                after.perSecond(),
                after.times(),
                few,
                before.pairs().median())));
    report.add(
        new Report.Finding(
            Subject.BENCH,
            "CPU per event, %,d / %,d people".formatted(many, few),
            after.ours() / before.ours(),
            "times",
            MOST_GROWTH,
            false,
            String.format(
                Locale.ROOT,
                "from %.0f to %.0f us; the bare transaction from %.0f to %.0f",
                before.ours(),
                after.ours(),
                before.bare(),
                after.bare())));
  }
}
