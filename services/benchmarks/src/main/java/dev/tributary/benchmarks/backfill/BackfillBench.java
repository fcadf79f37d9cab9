package dev.tributary.benchmarks.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.benchmarks.bare.BareCount;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.load.Load;
import dev.tributary.benchmarks.load.Target;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/**
 * First syncs of many people to vendors with limits. One vendor without limits comes first. The
 * limits of each vendor are then multiplied by one factor, so that they allow half of its records a
 * second.
 */
public final class BackfillBench {
  private static final String BENCH = "backfill";
  private static final int PEOPLE = 1_000_000;
  private static final int QUICK_PEOPLE = 40_000;
  private static final double PEOPLE_PER_SECOND = 1_500;
  private static final int SOURCE_CONNECTIONS = 16;
  private static final double GOAL_TIME = 1.1;
  private static final double PART = 0.5;

  /** With lower limits, a vendor would let nobody ask for the results of jobs. */
  private static final double LEAST_FACTOR = 0.25;

  private static final long NO_LIMIT = 1_000_000;
  private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofMinutes(60);
  private static final long POLL_NANOS = 250_000_000;
  private static final Row.Latency NONE = new Row.Latency(0, 0, 0);

  private final Vertx vertx;
  private final Report report;
  private final int people;
  private final List<VendorCase> vendors;

  /**
   * @param people how many; empty for the number that the effort has
   * @param vendors the ids of their connectors; empty for all
   * @throws IllegalArgumentException if there is no case for a connector; says which ones have one
   */
  public BackfillBench(
      Vertx vertx, Effort effort, OptionalInt people, List<String> vendors, Report report) {
    this.vertx = vertx;
    this.report = report;
    this.vendors = VendorCase.of(vendors);
    this.people = people.orElse(effort.small() ? QUICK_PEOPLE : PEOPLE);
  }

  /**
   * A first sync that has ended.
   *
   * @param seconds from the creation of the sync until the vendor had all records
   * @param late the number of requests above the limits after the first minute
   */
  private record Ended(double seconds, long late) {}

  public void run() {
    try (Installed installed =
            Installed.start(
                List.of(
                    Service.GATEWAY,
                    Service.CONTROL,
                    Service.COLLECTOR,
                    Service.IDENTITY,
                    Service.DESTINATIONS));
        StandIns standIns =
            StandIns.start(installed.directory(Service.DESTINATIONS).resolve("stand-ins.log"));
        Connection counting = installed.database(Service.DESTINATIONS)) {
      createPeople(installed, new BareCount(counting));
      report.heading();
      VendorCase free =
          VendorCase.HUBSPOT.with(List.of(new VendorCase.RequestLimit(NO_LIMIT, 10, "")));
      // The first one warms up.
      sync(installed, standIns, free, 1, "warm-up");
      double allowed = PART * people / sync(installed, standIns, free, 1, "no limit").seconds();
      for (VendorCase vendor : vendors) {
        double factor =
            vendor.isLimited() ? Math.max(LEAST_FACTOR, allowed / vendor.recordsPerSecond()) : 1;
        VendorCase changed = vendor.times(factor);
        Ended ended = sync(installed, standIns, changed, factor, vendor.name());
        double least = people / Math.min(allowed, changed.recordsPerSecond());
        findings(vendor, factor, ended, least);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
    }
  }

  private void findings(VendorCase vendor, double factor, Ended ended, double least) {
    report.add(
        new Report.Finding(
            BENCH,
            "time of a first sync / the least that limits allow, " + vendor.name(),
            ended.seconds() / least,
            "",
            GOAL_TIME,
            false,
            vendor.isLimited()
                ? String.format(
                    Locale.ROOT,
                    "%d people in %.0f s, limits of the vendor times %.2f",
                    people,
                    ended.seconds(),
                    factor)
                : String.format(
                    Locale.ROOT,
                    "%d people in %.0f s; no limit is reached, the least is half of the speed"
                        + " without limits",
                    people,
                    ended.seconds())));
    report.add(
        new Report.Finding(
            BENCH,
            "requests above the limit after the first minute, " + vendor.name(),
            ended.late(),
            "",
            0,
            false,
            ""));
  }

  private void createPeople(Installed installed, BareCount count) {
    report.say("Creating %d people …".formatted(people));
    var source =
        new Target(
            installed.port(Service.COLLECTOR),
            "/v1/batch",
            installed.openSource(BENCH),
            SOURCE_CONNECTIONS);
    Load.open(
        vertx,
        source,
        new PeopleBodies(),
        PEOPLE_PER_SECOND,
        Duration.ofMillis((long) (people * 1_000.0 / PEOPLE_PER_SECOND)));
    await(() -> count.of("select count(*) from person") >= people);
  }

  private Ended sync(
      Installed installed, StandIns standIns, VendorCase vendor, double factor, String shape) {
    standIns.prepare(vendor, factor);
    String key = (vendor.connector() + "-" + shape).toLowerCase(Locale.ROOT).replace(' ', '-');
    Api api = installed.api();
    api.post(installed.path("destinations"), destination(standIns, vendor, key));
    String path = installed.path("destinations") + "/" + key;
    if (vendor.connector().equals("salesforce")) {
      connect(api, path);
    }
    try (var _ = OtherProgram.start(standIns.address(vendor), vendor)) {
      Meter.Start start =
          new Meter(
                  Map.of(
                      Service.DESTINATIONS.name(),
                      installed.pid(Service.DESTINATIONS.name()),
                      "postgres",
                      installed.pid("postgres"),
                      "stand-ins",
                      standIns.pid()))
              .start();
      long begun = System.nanoTime();
      api.post(installed.path("syncs"), sync(vendor, key));
      long early = awaitRecords(standIns, vendor, begun);
      double seconds = (System.nanoTime() - begun) / 1e9;
      add(vendor, shape, start.end());
      api.post(installed.path("syncs") + "/" + key + "/pause", Map.of());
      return new Ended(seconds, standIns.refusals(vendor) - early);
    }
  }

  /** Returns how many requests were above the limits in the first minute. */
  private long awaitRecords(StandIns standIns, VendorCase vendor, long begun) {
    long[] early = {-1};
    await(() -> {
      boolean isFirstMinute = System.nanoTime() - begun < FIRST_MINUTE.toNanos();
      if (isFirstMinute || early[0] < 0) {
        early[0] = standIns.refusals(vendor);
      }
      return standIns.records(vendor) >= people;
    });
    return early[0];
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Not all people have arrived within " + PATIENCE);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private Map<String, ?> destination(StandIns standIns, VendorCase vendor, String key) {
    var body = new HashMap<String, Object>();
    body.put("key", key);
    body.put("name", key);
    body.put("connector", vendor.connector());
    body.put("baseUrl", standIns.address(vendor));
    body.put("settings", vendor.settings());
    body.put("purposes", List.of(Installed.PURPOSE));
    if (vendor.isLimited()) {
      body.put("rateLimit", rateLimit(vendor));
    }
    return body;
  }

  private static Map<String, ?> rateLimit(VendorCase vendor) {
    VendorCase.RequestLimit first = vendor.limits().getFirst();
    var limit = new HashMap<String, Object>();
    limit.put("requests", first.endpoint().isEmpty() ? first.requests() : NO_LIMIT);
    limit.put("perSeconds", first.seconds());
    limit.put("leftForOthers", vendor.usedByOthers());
    List<Map<String, ?>> budgets = new ArrayList<>();
    for (VendorCase.RequestLimit each : vendor.limits()) {
      if (!each.endpoint().isEmpty()) {
        budgets.add(
            Map.of(
                "amount",
                each.requests(),
                "window",
                Map.of("perSeconds", each.seconds()),
                "scope",
                "endpoint",
                "name",
                each.endpoint()));
      }
    }
    limit.put("budgets", budgets);
    return limit;
  }

  private static Map<String, ?> sync(VendorCase vendor, String key) {
    return Map.of(
        "key",
        key,
        "name",
        key,
        "destination",
        key,
        "from",
        Map.of("kind", "profiles"),
        "object",
        vendor.object(),
        "match",
        Map.of("field", vendor.matchField(), "from", vendor.from()),
        "mapping",
        vendor.mapping(),
        "mode",
        "upsert");
  }

  /** Connects the destination as a user does who consents at once. */
  private static void connect(Api api, String path) {
    JsonNode started =
        api.post(path + "/connection", Map.of("redirectUri", "https://bench.example/connected"));
    String query = URI.create(started.path("address").asText()).getRawQuery();
    String state =
        URLDecoder.decode(query.replaceAll(".*(^|&)state=([^&]*).*", "$2"), StandardCharsets.UTF_8);
    api.post(path + "/connection/completion", Map.of("state", state, "code", "code-1"));
  }

  private void add(VendorCase vendor, String shape, Usage usage) {
    report.add(
        RowBuilder.builder()
            .bench(BENCH)
            .program("ours")
            .shape(shape)
            .offeredPerSecond(0)
            .events(people)
            .eventsPerSecond(people / usage.seconds())
            .cpuMicrosPerEvent(usage.cpu().micros() / people)
            .compileMicrosPerEvent(usage.cpu().compilingMicros() / people)
            .processes(Row.perEvent(usage, people))
            .latency(NONE)
            .failures(0)
            .usage(usage)
            .build());
  }
}
