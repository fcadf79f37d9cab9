package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.local.launch.Service;
import java.time.Duration;
import java.util.Map;

/** Measures how Tributary delivers records. */
final class DeliveredRecords {
  private static final Row.Latency NONE = new Row.Latency(0, 0, 0);
  private static final String POSTGRES = "postgres";
  private static final String DESTINATIONS = Service.DESTINATIONS.name();

  private final String bench;
  private final Map<String, Long> processes;

  /**
   * @param bench the name in the rows
   */
  DeliveredRecords(String bench, Installed installed) {
    this.bench = bench;
    this.processes =
        Map.of(DESTINATIONS, installed.pid(DESTINATIONS), POSTGRES, installed.pid(POSTGRES));
  }

  /** Fills the ledger with about so many records, and measures until they are delivered. */
  Row ours(Backlog backlog, String shape, int records) {
    Ids ids = backlog.fill(records);
    long issued = ids.missing();
    Meter.Start start = new Meter(processes).start();
    backlog.empty(ids);
    Usage usage = start.end();
    return row(bench, "ours", shape, issued, usage.cpu(), ids.missing() + ids.surplus(), usage)
        .build();
  }

  /** Delivers a steady load for some time. */
  Row steady(Backlog backlog, double perSecond, Duration duration) {
    Meter.Start start = new Meter(processes).start();
    Ids ids = backlog.steadily(perSecond, duration);
    Usage usage = start.end();
    return row(
            bench,
            "ours",
            "steady",
            ids.distinct(),
            usage.cpu(),
            ids.missing() + ids.surplus(),
            usage)
        .offeredPerSecond(perSecond)
        .latency(Row.Latency.of(ids.latency()))
        .build();
  }

  static RowBuilder row(
      String bench,
      String program,
      String shape,
      long records,
      Usage.CpuTime cost,
      long failures,
      Usage usage) {
    long counted = Math.max(1, records);
    return RowBuilder.builder()
        .bench(bench)
        .program(program)
        .shape(shape)
        .offeredPerSecond(0)
        .events(records)
        .eventsPerSecond(records / usage.seconds())
        .cpuMicrosPerEvent(cost.micros() / counted)
        .compileMicrosPerEvent(cost.compilingMicros() / counted)
        .processes(Row.perEvent(usage, counted))
        .latency(NONE)
        .failures(failures)
        .usage(usage);
  }
}
