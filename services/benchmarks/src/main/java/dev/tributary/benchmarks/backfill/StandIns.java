package dev.tributary.benchmarks.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.Port;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The sandbox in a process with memory for a million records. */
final class StandIns implements AutoCloseable {
  private static final Duration START_BOUND = Duration.ofMinutes(2);
  private static final String NO_TOKEN = "none";

  private final ChildProcess process;
  private final String address;
  private final Api control;

  private StandIns(ChildProcess process, String address) {
    this.process = process;
    this.address = address;
    this.control = new Api(address + "/sandbox", () -> NO_TOKEN);
  }

  static StandIns start(Path log) {
    int port = Port.free();
    Path application = Service.SANDBOX.application(Checkout.locate().root());
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Command(
                    "stand-ins",
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx5g",
                        "-XX:+UseSerialGC",
                        "-jar",
                        application.resolve("quarkus-run.jar").toString()),
                    log)
                .with(Map.of("QUARKUS_HTTP_PORT", Integer.toString(port))));
    process.awaitReady(() -> !Port.isUnused(port), START_BOUND);
    return new StandIns(process, "http://127.0.0.1:" + port);
  }

  long pid() {
    return process.pid();
  }

  /** The base URL of the vendor's API. */
  String address(VendorCase vendor) {
    return vendor.connector().equals("hubspot") ? address : address + "/" + vendor.connector();
  }

  /** Deletes all records, and gives the vendor its limits, changed by this factor. */
  void prepare(VendorCase vendor, double factor) {
    control.post("/reset", Map.of());
    if (vendor.connector().equals("hubspot")) {
      VendorCase.RequestLimit limit = vendor.limits().getFirst();
      control.put(
          "/hubspot/limits",
          Map.of("requests", limit.requests(), "intervalMilliseconds", limit.seconds() * 1_000L));
      return;
    }
    String path = "/" + vendor.connector() + "/limits";
    JsonNode groups = control.get(path);
    for (JsonNode group : groups) {
      for (JsonNode limit : group) {
        if (limit instanceof ObjectNode each
            && !limit.path("window").path("kind").asText().equals("running")) {
          each.put("amount", Math.max(1, Math.round(limit.path("amount").asLong() * factor)));
        }
      }
    }
    control.put(path, groups);
  }

  /** How many records the vendor has. */
  long records(VendorCase vendor) {
    JsonNode counts = control.get("/" + vendor.records());
    return counts.path("records").asLong(counts.path("objects").asLong());
  }

  /** How many requests were above the limits. */
  long refusals(VendorCase vendor) {
    long all = 0;
    for (JsonNode ofGroup : control.get("/" + vendor.connector() + "/refusals")) {
      all += ofGroup.asLong();
    }
    return all;
  }

  @Override
  public void close() {
    process.close();
  }
}
