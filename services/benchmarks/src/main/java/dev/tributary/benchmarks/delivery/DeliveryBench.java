package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.bare.BareClient;
import dev.tributary.benchmarks.bare.BareCount;
import dev.tributary.benchmarks.bare.BareLedger;
import dev.tributary.benchmarks.installation.BareProgram;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.installation.WebhookSync;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Sink;
import dev.tributary.benchmarks.load.Target;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.benchmarks.measure.WarmUp;
import dev.tributary.local.infra.Port;
import dev.tributary.local.launch.Service;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Empties a ledger with waiting events, then posts the same number of records without a ledger, and
 * claims and reports them without HTTP; several times in turn. Afterwards, the same beside
 * destinations that accept nothing.
 */
public final class DeliveryBench {
  static final String BENCH = "delivery";
  private static final int EVENTS = 50_000;
  private static final int BATCH = 100;

  /** As many as the connector for webhooks has. */
  private static final int CONNECTIONS = 8;

  private static final int SOURCE_CONNECTIONS = 16;
  private static final double STEADY_PER_SECOND = 500;
  private static final double GOAL_RATIO = 0.5;
  private static final Row.Latency NONE = new Row.Latency(0, 0, 0);
  private static final String CLIENT = "client";
  private static final String POSTGRES = "postgres";
  private static final String DESTINATIONS = Service.DESTINATIONS.name();

  private final Vertx vertx;
  private final Effort effort;
  private final Report report;
  private final int events;

  public DeliveryBench(Vertx vertx, Effort effort, Report report) {
    this.vertx = vertx;
    this.effort = effort;
    this.report = report;
    this.events = effort.people(EVENTS);
  }

  public void run() {
    int port = Port.free();
    try (Installed installed =
            Installed.start(
                List.of(
                    Service.GATEWAY,
                    Service.CONTROL,
                    Service.COLLECTOR,
                    Service.IDENTITY,
                    Service.DESTINATIONS));
        Sink sink = Sink.start(vertx);
        BareProgram client =
            BareProgram.start(
                    "bare-client",
                    BareClient.class,
                    installed.directory(Service.DESTINATIONS).resolve("bare-client.log"),
                    Integer.toString(port),
                    sink.address(),
                    Integer.toString(CONNECTIONS))
                .awaitPort(port);
        BadReceiver bad = BadReceiver.start(vertx);
        Connection owner = installed.owner(Service.DESTINATIONS);
        Connection counting = installed.database(Service.DESTINATIONS);
        Connection bare = installed.database(Service.DESTINATIONS)) {
      try (Statement statement = owner.createStatement()) {
        statement.execute("create schema bench");
        statement.execute(
            "grant usage, create on schema bench to " + counting.getMetaData().getUserName());
      }
      var target =
          new Target(
              installed.port(Service.COLLECTOR),
              "/v1/batch",
              installed.openSource("bench"),
              SOURCE_CONNECTIONS);
      WebhookSync sync = WebhookSync.create(installed, "sink", sink.address());
      report.heading();
      var subject =
          new Subject(
              installed,
              new Backlog(vertx, target, sync, sink, new BareCount(counting)),
              sink,
              Map.of(CLIENT, client.pid(), POSTGRES, installed.pid(POSTGRES)),
              URI.create("http://127.0.0.1:%d/".formatted(port)));
      measure(subject, bare);
      new Isolation(bad.createSyncs(installed), effort, report)
          .run(() -> ours(subject, "backlog"), () -> steady(subject));
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
    }
  }

  private record Subject(
      Installed installed, Backlog backlog, Sink sink, Map<String, Long> bare, URI client) {
    Meter meter() {
      return new Meter(
          Map.of(DESTINATIONS, installed.pid(DESTINATIONS), POSTGRES, installed.pid(POSTGRES)));
    }
  }

  private void measure(Subject subject, Connection connection) throws SQLException {
    WarmUp.run(effort.mostWarmUp(), report, () -> ours(subject, "warm-up"));
    BareLedger ledger = BareLedger.prepare(connection);
    WarmUp.run(effort.mostWarmUp(), report, () -> client(subject, "warm-up"));
    WarmUp.run(effort.mostWarmUp(), report, () -> transaction(subject, ledger, "warm-up"));
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < effort.pairs(); round++) {
      boolean oursFirst = round % 2 == 0;
      double ours = oursFirst ? ours(subject, "batch 100").eventsPerSecond() : 0;
      double limit =
          Math.min(
              client(subject, "HTTP alone").eventsPerSecond(),
              transaction(subject, ledger, "ledger alone").eventsPerSecond());
      if (!oursFirst) {
        ours = ours(subject, "batch 100").eventsPerSecond();
      }
      ratios.add(ours / limit);
    }
    report.add(
        new Report.Finding(
            BENCH,
            "records a second, ours / slower of the bare ones",
            Median.of(ratios),
            "",
            GOAL_RATIO,
            true,
            String.format(
                Locale.ROOT,
                "median of %d, %.2f to %.2f",
                ratios.size(),
                ratios.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                ratios.stream().mapToDouble(Double::doubleValue).max().orElse(0))));
  }

  private Row ours(Subject subject, String shape) {
    Ids ids = subject.backlog().fill(events);
    long issued = ids.missing();
    Meter.Start start = subject.meter().start();
    subject.backlog().empty(ids);
    Usage usage = start.end();
    return added("ours", shape, issued, usage.cpu(), ids.missing() + ids.surplus(), usage);
  }

  private Row steady(Subject subject) {
    Meter.Start start = subject.meter().start();
    Ids ids = subject.backlog().steadily(STEADY_PER_SECOND, effort.measurement().multipliedBy(2));
    Usage usage = start.end();
    Row row =
        row("ours", "steady", ids.distinct(), usage.cpu(), ids.missing() + ids.surplus(), usage)
            .offeredPerSecond(STEADY_PER_SECOND)
            .latency(Row.Latency.of(ids.latency()))
            .build();
    report.add(row);
    return row;
  }

  private Row client(Subject subject, String shape) {
    byte[] body = subject.sink().longestBody();
    int requests = events / BATCH;
    HttpRequest request =
        HttpRequest.newBuilder(subject.client().resolve(Integer.toString(requests)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    subject.sink().expect(new Ids());
    try (HttpClient http = HttpClient.newHttpClient()) {
      Meter.Start start = new Meter(subject.bare()).start();
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      Usage usage = start.end();
      int failures = status == 204 ? 0 : 1;
      return added("bare", shape, requests * BATCH, usage.cpu(CLIENT), failures, usage);
    } catch (IOException e) {
      throw new IllegalStateException("The bare client failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Row transaction(Subject subject, BareLedger ledger, String shape) {
    try {
      ledger.reset();
      Meter.Start start = new Meter(subject.bare()).start();
      int reported = ledger.run();
      Usage usage = start.end();
      // The bare transactions run in this process, the driver.
      Usage.CpuTime cost = usage.cpu(POSTGRES).plus(usage.driverCpu());
      return added("bare", shape, reported, cost, 0, usage);
    } catch (SQLException e) {
      throw new IllegalStateException("The bare transactions failed", e);
    }
  }

  private Row added(
      String program, String shape, long records, Usage.CpuTime cost, long failures, Usage usage) {
    Row row = row(program, shape, records, cost, failures, usage).build();
    report.add(row);
    return row;
  }

  private static RowBuilder row(
      String program, String shape, long records, Usage.CpuTime cost, long failures, Usage usage) {
    long counted = Math.max(1, records);
    return RowBuilder.builder()
        .bench(BENCH)
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
