package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.bare.BareLedger;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Sink;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.local.launch.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Measures how records are delivered, by Tributary and by the bare programs. */
final class DeliveredRecords {
  private static final Row.Latency NONE = new Row.Latency(0, 0, 0);
  private static final String CLIENT = "client";
  private static final String POSTGRES = "postgres";
  private static final String DESTINATIONS = Service.DESTINATIONS.name();

  private final Map<String, Long> ours;
  private final Map<String, Long> bare;
  private final Sink sink;
  private final URI client;

  /**
   * @param clientPid of the bare client
   * @param client the address at which it takes its orders
   */
  DeliveredRecords(Installed installed, Sink sink, long clientPid, URI client) {
    long postgres = installed.pid(POSTGRES);
    this.ours = Map.of(DESTINATIONS, installed.pid(DESTINATIONS), POSTGRES, postgres);
    this.bare = Map.of(CLIENT, clientPid, POSTGRES, postgres);
    this.sink = sink;
    this.client = client;
  }

  /** Fills the ledger with about so many records, and measures until they are delivered. */
  Row ours(Backlog backlog, String shape, int records) {
    Ids ids = backlog.fill(records);
    long issued = ids.missing();
    Meter.Start start = new Meter(ours).start();
    backlog.empty(ids);
    Usage usage = start.end();
    return row("ours", shape, issued, usage.cpu(), ids.missing() + ids.surplus(), usage).build();
  }

  /** Delivers a steady load for some time. */
  Row steady(Backlog backlog, double perSecond, Duration duration) {
    Meter.Start start = new Meter(ours).start();
    Ids ids = backlog.steadily(perSecond, duration);
    Usage usage = start.end();
    return row("ours", "steady", ids.distinct(), usage.cpu(), ids.missing() + ids.surplus(), usage)
        .offeredPerSecond(perSecond)
        .latency(Row.Latency.of(ids.latency()))
        .build();
  }

  /** Posts the longest body that the sink has received, without a ledger. */
  Row client(String shape, int requests, int perRequest) {
    HttpRequest request =
        HttpRequest.newBuilder(client.resolve(Integer.toString(requests)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(sink.longestBody()))
            .build();
    sink.expect(new Ids());
    try (HttpClient http = HttpClient.newHttpClient()) {
      Meter.Start start = new Meter(bare).start();
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      Usage usage = start.end();
      int failures = status == 204 ? 0 : 1;
      return row("bare", shape, (long) requests * perRequest, usage.cpu(CLIENT), failures, usage)
          .build();
    } catch (IOException e) {
      throw new IllegalStateException("The bare client failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Claims and reports the rows of a copy of the ledger, without requests. */
  Row transaction(BareLedger ledger, String shape) {
    try {
      ledger.reset();
      Meter.Start start = new Meter(bare).start();
      int reported = ledger.run();
      Usage usage = start.end();
      // The bare transactions run in this process, the driver.
      Usage.CpuTime cost = usage.cpu(POSTGRES).plus(usage.driverCpu());
      return row("bare", shape, reported, cost, 0, usage).build();
    } catch (SQLException e) {
      throw new IllegalStateException("The bare transactions failed", e);
    }
  }

  private static RowBuilder row(
      String program, String shape, long records, Usage.CpuTime cost, long failures, Usage usage) {
    long counted = Math.max(1, records);
    return RowBuilder.builder()
        .bench(DeliveryBench.BENCH)
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
