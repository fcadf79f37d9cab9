package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.bare.BareCount;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.local.launch.Service;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The installed service, with its input and its database. */
record Subject(Installed installed, Feed feed, Positions positions, Connection database)
    implements AutoCloseable {
  static final String BENCH = "identity";
  static final String POSTGRES = "postgres";
  static final String IDENTITY = Service.IDENTITY.name();

  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Row.Latency NONE = new Row.Latency(0, 0, 0);

  static Subject of(Installed installed) throws SQLException {
    return new Subject(
        installed,
        Feed.of(installed),
        new Positions(installed),
        installed.database(Service.IDENTITY));
  }

  /**
   * Measures the service, the database, and the programs around them; only the first two count as
   * the service's cost.
   */
  Meter meter() {
    Map<String, Long> pids = new LinkedHashMap<>();
    for (String part : List.of(IDENTITY, POSTGRES, "kafka")) {
      pids.put(part, installed.pid(part));
    }
    return new Meter(pids);
  }

  /** Returns when everything accepted so far is applied. */
  void awaitApplied() throws SQLException {
    if (!positions.await(feed.ends(), PATIENCE)) {
      throw new IllegalStateException("The events were not applied within " + PATIENCE);
    }
  }

  /** Sends all events at once, and measures from the first one sent to the last one applied. */
  Row apply(List<Event> events, String shape) throws SQLException {
    long before = notApplied();
    Meter.Start start = meter().start();
    feed.send(events);
    awaitApplied();
    Usage usage = start.end();
    return row("ours", shape, events.size(), cost(usage), NONE, notApplied() - before, usage);
  }

  static Usage.CpuTime cost(Usage usage) {
    return usage.cpu(IDENTITY).plus(usage.cpu(POSTGRES));
  }

  static Row row(
      String program,
      String shape,
      long events,
      Usage.CpuTime cost,
      Row.Latency latency,
      long failures,
      Usage usage) {
    return RowBuilder.builder()
        .bench(BENCH)
        .program(program)
        .shape(shape)
        .offeredPerSecond(0)
        .events(events)
        .eventsPerSecond(events / usage.seconds())
        .cpuMicrosPerEvent(cost.micros() / Math.max(1, events))
        .compileMicrosPerEvent(cost.compilingMicros() / Math.max(1, events))
        .processes(Row.perEvent(usage, events))
        .latency(latency)
        .failures(failures)
        .usage(usage)
        .build();
  }

  /** Duplicates, conflicts and quarantined events: there should be none. */
  long notApplied() {
    return new BareCount(database)
        .of("select count(*) from accepted_event where outcome <> 'applied'");
  }

  @Override
  public void close() throws SQLException {
    feed.close();
    positions.close();
    database.close();
  }
}
