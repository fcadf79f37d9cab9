package dev.tributary.benchmarks.styles;

import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.local.files.Directories;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Databases;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * The same short transaction in three styles, measured in turn: how many a second, the CPU of this
 * process for each, and their latency. PostgreSQL has the same work in each style.
 */
public final class StylesBench {
  private static final String BENCH = "styles";
  private static final int CLIENTS = 64;
  private static final long LONGEST_MICROS = 60_000_000;
  private static final String TABLE =
      """
      create table entry (
        workspace text not null,
        id text not null,
        at timestamptz not null,
        body text not null,
        primary key (workspace, id))\
      """;

  private final Vertx vertx;
  private final Effort effort;
  private final Report report;

  public StylesBench(Vertx vertx, Effort effort, Report report) {
    this.vertx = vertx;
    this.effort = effort;
    this.report = report;
  }

  public void run() {
    Checkout checkout = Checkout.locate();
    Path directory = checkout.root().resolve("services/benchmarks/target/styles");
    try {
      Directories.delete(directory);
      try (EmbeddedPostgres postgres =
          EmbeddedPostgres.start(checkout, directory, Port.free(), Durability.CRASH_SAFE)) {
        ServiceDatabase database = new Databases(postgres.server()).ensure(BENCH);
        createTable(database);
        compare(postgres.process().pid(), database);
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("The styles cannot be compared: " + e.getMessage(), e);
    }
  }

  private void compare(long postgres, ServiceDatabase database) throws SQLException {
    try (Style platform =
            new JdbcStyle("JDBC, platform threads", Thread.ofPlatform().factory(), database);
        Style virtual =
            new JdbcStyle("JDBC, virtual threads", Thread.ofVirtual().factory(), database);
        Style reactive = new HibernateStyle(vertx, database)) {
      List<Style> styles = new ArrayList<>(List.of(platform, virtual, reactive));
      Map<String, List<Row>> rows = new LinkedHashMap<>();
      styles.forEach(style -> style.run(CLIENTS, effort.warmUp(), recorder()));
      report.heading();
      for (int round = 0; round < effort.pairs(); round++) {
        for (Style style : styles) {
          rows.computeIfAbsent(style.name(), _ -> new ArrayList<>())
              .add(measure(style, postgres, effort.measurement()));
        }
        styles.add(styles.removeFirst());
      }
      report(rows);
    }
  }

  private Row measure(Style style, long postgres, Duration time) {
    Recorder micros = recorder();
    Meter.Start start = new Meter(Map.of("postgres", postgres)).start();
    style.run(CLIENTS, time, micros);
    Usage usage = start.end();
    Histogram latency = micros.getIntervalHistogram();
    long transactions = latency.getTotalCount();
    Row row =
        RowBuilder.builder()
            .bench(BENCH)
            .program("")
            .shape(style.name())
            .offeredPerSecond(0)
            .events(transactions)
            .eventsPerSecond(transactions / usage.seconds())
            .cpuMicrosPerEvent(usage.driverCpu().micros() / Math.max(1, transactions))
            .compileMicrosPerEvent(usage.driverCpu().compilingMicros() / Math.max(1, transactions))
            .processes(Row.perEvent(usage, transactions))
            .latency(Row.Latency.of(latency))
            .failures(0)
            .usage(usage)
            .build();
    report.add(row);
    return row;
  }

  private static Recorder recorder() {
    return new Recorder(LONGEST_MICROS, 3);
  }

  private void report(Map<String, List<Row>> rows) {
    double limit = medianCpu(rows.values().iterator().next());
    rows.forEach((style, measured) ->
        report.say(
            String.format(
                Locale.ROOT,
                "%-22s CPU per transaction %6.1f us, %.2f of JDBC on platform threads; %6.0f a"
                    + " second; p50 %.1f ms, p99 %.1f ms",
                style,
                medianCpu(measured),
                medianCpu(measured) / limit,
                Median.of(measured.stream().map(Row::eventsPerSecond).toList()),
                Median.of(measured.stream().map(row -> row.latency().p50()).toList()),
                Median.of(measured.stream().map(row -> row.latency().p99()).toList()))));
  }

  private static double medianCpu(List<Row> rows) {
    return Median.of(rows.stream().map(Row::cpuMicrosPerEvent).toList());
  }

  private static void createTable(ServiceDatabase database) throws SQLException {
    String request = database.request().user();
    try (Connection connection =
            DriverManager.getConnection(
                database.address(), database.owner().user(), database.owner().password());
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      statement.execute("alter table entry enable row level security");
      statement.execute(
          "create policy request_workspace on entry to %s using (workspace = (select current_setting('app.workspace', true)))"
              .formatted(request));
      statement.execute("grant select, insert on entry to " + request);
    }
  }
}
