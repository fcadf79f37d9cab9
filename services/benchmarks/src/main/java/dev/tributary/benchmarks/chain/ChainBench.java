package dev.tributary.benchmarks.chain;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.installation.WebhookSync;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Load;
import dev.tributary.benchmarks.load.Outcome;
import dev.tributary.benchmarks.load.Requests;
import dev.tributary.benchmarks.load.Sink;
import dev.tributary.benchmarks.load.Target;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Pairs;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.benchmarks.measure.WarmUp;
import dev.tributary.benchmarks.memory.MemoryBench;
import dev.tributary.local.launch.Service;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * Finds the highest rate of our chain, measures our chain and a bare one in turn at an equal rate,
 * then ours at half of it.
 */
public final class ChainBench {
  private static final String BENCH = "chain";
  private static final int SIZE = 20;
  private static final int CONNECTIONS = 16;
  private static final double GOAL_PER_SECOND = 4_000;
  private static final double GOAL_RATIO = 0.35;
  private static final double GOAL_P99_MILLIS = 1_000;

  /** The rates from the goal upwards. If the goal is too much, lower rates follow. */
  private static final List<Double> RISING = List.of(4_000.0, 5_000.0, 6_000.0, 8_000.0, 10_000.0);

  private static final List<Double> FALLING =
      List.of(3_000.0, 2_500.0, 2_000.0, 1_500.0, 1_000.0, 500.0, 250.0);

  private static final double ARRIVING_PER_SECOND = 2_500;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /**
   * A rate is kept if the events that are still on their way at the end of the load arrive within
   * this time.
   */
  private static final double MOST_SECONDS_BEHIND = 2;

  private final Vertx vertx;
  private final Effort effort;
  private final Report report;
  private final boolean[] levelled = new boolean[Shoppers.PEOPLE];
  private int round;

  public ChainBench(Vertx vertx, Effort effort, Report report) {
    this.vertx = vertx;
    this.effort = effort;
    this.report = report;
  }

  /** The result of a load. */
  private record Run(Row row, boolean kept) {}

  public void run() {
    try (Installed installed = Installed.start(Service.ALL);
        Sink sink = Sink.start(vertx);
        BareChain bare =
            BareChain.start(
                installed.directory(Service.GATEWAY).resolveSibling("bare-chain"),
                sink.address())) {
      var setup = new ChainSetup(installed);
      boolean audiences = installed.runs(Service.AUDIENCE);
      if (audiences) {
        setup.createAudiences();
      }
      WebhookSync.create(installed, "sink", sink.address());
      report.say(
          "Set up: a sync of events to a webhook, and %d audiences."
              .formatted(audiences ? ChainSetup.AUDIENCES : 0));
      var target =
          new Target(
              installed.port(Service.COLLECTOR),
              "/v1/batch",
              installed.openSource("bench"),
              CONNECTIONS);
      report.heading();
      measure(new Chain("ours", target, installed.pids()), bare.chain(CONNECTIONS), sink);
      new MemoryBench(report).measure(installed, "after the load");
    }
  }

  private void measure(Chain ours, Chain bare, Sink sink) {
    populate(ours, sink);
    double warm =
        shopping(ours, sink, GOAL_PER_SECOND / 2, effort.warmUp(), "warm-up").kept()
            ? GOAL_PER_SECOND
            : GOAL_PER_SECOND / 2;
    shopping(bare, sink, warm, effort.warmUp(), "warm-up");
    warmUp(ours, sink, GOAL_PER_SECOND / 2);
    warmUp(bare, sink, warm);
    double most = highest(ours, sink);
    report.add(
        new Report.Finding(
            BENCH,
            "highest rate kept",
            most,
            "ev/s",
            GOAL_PER_SECOND,
            true,
            "of the rates that were tried"));
    double rate = Math.min(Math.max(most, FALLING.getLast()), GOAL_PER_SECOND);
    Pairs pairs =
        Pairs.measure(
            effort.pairs(),
            () -> shopping(ours, sink, rate, effort.measurement(), "pair").row(),
            () -> shopping(bare, sink, rate, effort.measurement(), "pair").row());
    report.add(
        new Report.Finding(
            BENCH,
            "CPU per event bare / ours at %.0f ev/s".formatted(rate),
            pairs.median(),
            "",
            GOAL_RATIO,
            true,
            pairs.note()));
    Row half =
        shopping(ours, sink, rate / 2, effort.measurement().multipliedBy(2), "half load").row();
    report.add(
        new Report.Finding(
            BENCH,
            "p99 accepted to delivered at %.0f ev/s".formatted(rate / 2),
            half.latency().p99(),
            "ms",
            GOAL_P99_MILLIS,
            false,
            "p50 %.0f ms; counted from when the request was due".formatted(half.latency().p50())));
  }

  private void warmUp(Chain chain, Sink sink, double rate) {
    WarmUp.run(
        effort.mostWarmUp(),
        report,
        () -> shopping(chain, sink, rate, effort.measurement(), "warm-up").row());
  }

  private void populate(Chain ours, Sink sink) {
    var ids = new Ids();
    int people = effort.people(Shoppers.PEOPLE);
    Duration duration = Duration.ofMillis((long) (people * 1000L / ARRIVING_PER_SECOND));
    load(ours, sink, ids, Shoppers.arriving(SIZE, ids), ARRIVING_PER_SECOND, duration, "arriving");
  }

  /** The highest rate that is kept, or 0. */
  private double highest(Chain ours, Sink sink) {
    double most = 0;
    for (double rate : RISING) {
      if (!shopping(ours, sink, rate, effort.measurement(), "maximum").kept()) {
        break;
      }
      most = rate;
    }
    for (double rate : FALLING) {
      if (most > 0) {
        break;
      }
      most = shopping(ours, sink, rate, effort.measurement(), "maximum").kept() ? rate : 0;
    }
    return most;
  }

  private Run shopping(Chain chain, Sink sink, double rate, Duration duration, String shape) {
    var ids = new Ids();
    var shoppers = new Shoppers(SIZE, ids, round++, levelled);
    return load(chain, sink, ids, shoppers, rate, duration, shape);
  }

  private Run load(
      Chain chain,
      Sink sink,
      Ids ids,
      Requests requests,
      double rate,
      Duration duration,
      String shape) {
    sink.expect(ids);
    Meter.Start start = new Meter(chain.pids()).start();
    Outcome outcome = Load.open(vertx, chain.target(), requests, rate, duration);
    int underWay = ids.missing();
    ids.awaitAll(PATIENCE);
    Usage usage = start.end();
    long events = Math.max(1, ids.distinct());
    long lost = ids.missing();
    Row row =
        RowBuilder.builder()
            .bench(BENCH)
            .program(chain.program())
            .shape(shape)
            .offeredPerSecond(rate)
            .events(ids.distinct())
            .eventsPerSecond(ids.arrivedPerSecond())
            .cpuMicrosPerEvent(usage.cpu().micros() / events)
            .compileMicrosPerEvent(usage.cpu().compilingMicros() / events)
            .processes(Row.perEvent(usage, events))
            .latency(Row.Latency.of(ids.latency()))
            .failures(outcome.failures() + lost + ids.surplus())
            .usage(usage)
            .build();
    report.add(row);
    if (row.failures() > 0) {
      report.say(
          "  of these: %d requests refused, %d events lost, %d arrivals too many"
              .formatted(outcome.failures(), lost, ids.surplus()));
    }
    boolean kept = row.failures() == 0 && underWay <= MOST_SECONDS_BEHIND * rate;
    return new Run(row, kept);
  }
}
