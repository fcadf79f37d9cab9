package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.bare.BareLedger;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Sink;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.Usage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.Map;

/** Measures how the bare programs deliver records. */
final class BareRecords {
  private static final String PROGRAM = "bare";
  private static final String CLIENT = "client";
  private static final String POSTGRES = "postgres";

  private final Map<String, Long> processes;
  private final Sink sink;
  private final URI client;

  /**
   * @param clientPid of the bare client
   * @param client the address at which it takes its orders
   */
  BareRecords(Installed installed, Sink sink, long clientPid, URI client) {
    this.processes = Map.of(CLIENT, clientPid, POSTGRES, installed.pid(POSTGRES));
    this.sink = sink;
    this.client = client;
  }

  /** Posts the longest body that the sink has received, without a ledger. */
  Row client(String shape, int requests, int perRequest) {
    HttpRequest request =
        HttpRequest.newBuilder(client.resolve(Integer.toString(requests)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(sink.longestBody()))
            .build();
    sink.expect(new Ids());
    try (HttpClient http = HttpClient.newHttpClient()) {
      Meter.Start start = new Meter(processes).start();
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      Usage usage = start.end();
      int failures = status == 204 ? 0 : 1;
      return DeliveredRecords.row(
              DeliveryBench.BENCH,
              PROGRAM,
              shape,
              (long) requests * perRequest,
              usage.cpu(CLIENT),
              failures,
              usage)
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
      Meter.Start start = new Meter(processes).start();
      int reported = ledger.run();
      Usage usage = start.end();
      // The bare transactions run in this process, the driver.
      Usage.CpuTime cost = usage.cpu(POSTGRES).plus(usage.driverCpu());
      return DeliveredRecords.row(DeliveryBench.BENCH, PROGRAM, shape, reported, cost, 0, usage)
          .build();
    } catch (SQLException e) {
      throw new IllegalStateException("The bare transactions failed", e);
    }
  }
}
