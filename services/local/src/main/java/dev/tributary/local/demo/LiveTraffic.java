package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Service;
import dev.tributary.local.launch.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Live visitors: a Node program with Segment's SDK, as a child of this process. */
final class LiveTraffic implements AutoCloseable {

  /**
   * Events so far, over all runs of this demo.
   *
   * @param past events of the sample shop's past, which were sent before
   * @param accepted live events that the SDK reports as delivered
   * @param failed live events that the SDK reports as lost
   * @param ended the log of the visitors if their process has ended; null while they visit
   */
  record Counts(long past, long accepted, long failed, @Nullable Path ended) {}

  private record SdkCounts(long accepted, long failed) {}

  /**
   * @param customers number of different customers
   * @param past number of events that were sent before the first visitor
   * @param eventsPerSecond of all visitors together
   * @param writeKeyOf the write key of a source
   */
  record Visitors(
      long seed, int customers, long past, int eventsPerSecond, UnaryOperator<String> writeKeyOf) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChildProcess process;
  private final Path status;
  private final long past;

  private LiveTraffic(ChildProcess process, Path status, long past) {
    this.process = process;
    this.status = status;
    this.past = past;
  }

  static LiveTraffic start(Installation installation, Path directory, Visitors visitors) {
    Path program = NodeProgram.installed(installation.checkout()).resolve("live.mjs");
    Path settings = directory.resolve("live.json");
    Path status = directory.resolve("live-counts.json");
    try {
      StateFile.write(
          settings,
          JSON.writeValueAsString(
              Map.of(
                  "url", installation.url(Service.COLLECTOR),
                  "keys", keys(visitors),
                  "perSecond", visitors.eventsPerSecond(),
                  "people", people(visitors),
                  "products", Product.all().stream().map(Product::properties).toList(),
                  "status", status.toString())));
    } catch (IOException e) {
      throw new StartFailure("Cannot write " + settings + ": " + e.getMessage(), e);
    }
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Command(
                "live traffic",
                List.of("node", program.toString(), settings.toString()),
                directory.resolve("live.log")));
    return new LiveTraffic(process, status, visitors.past());
  }

  /**
   * @throws StartFailure if the visitors' process has ended
   */
  void requireVisitors() {
    if (!process.isAlive()) {
      throw new StartFailure("The live traffic has ended; see its log " + process.log());
    }
  }

  Counts counts() {
    @Nullable Path ended = process.isAlive() ? null : process.log();
    try {
      SdkCounts sdk =
          Files.exists(status)
              ? JSON.readValue(Files.readString(status), SdkCounts.class)
              : new SdkCounts(0, 0);
      return new Counts(past, sdk.accepted(), sdk.failed(), ended);
    } catch (IOException e) {
      throw new StartFailure("Cannot read " + status + ": " + e.getMessage(), e);
    }
  }

  /** Lets the SDK send its waiting events, and ends. */
  @Override
  public void close() {
    process.close();
  }

  private static Map<String, String> keys(Visitors visitors) {
    return Map.of(
        "web", visitors.writeKeyOf().apply("web"),
        "phone", visitors.writeKeyOf().apply("phone"),
        "crm", visitors.writeKeyOf().apply("crm"));
  }

  private static List<Map<String, Object>> people(Visitors visitors) {
    return IntStream.range(0, visitors.customers())
        .mapToObj(n -> Customer.of(visitors.seed(), n))
        .map(customer ->
            Map.of(
                "userId", customer.id(),
                "traits", customer.traits(),
                "consent", customer.consent()))
        .toList();
  }
}
