package dev.tributary.benchmarks.idle;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The processor time of an installation with the live traffic of the sample shop, without traffic,
 * and with 1,000 destinations whose syncs have nothing to deliver. All parts count, also Kafka,
 * PostgreSQL, Redis and Keycloak; the visitors and this driver do not.
 */
public final class IdleBench {
  private static final String BENCH = "idle";
  private static final int CUSTOMERS = 2_000;
  private static final long SEED = 7;
  private static final int EVENTS_PER_SECOND = 26;
  private static final int DESTINATIONS = 1_000;
  private static final double MOST_WITH_TRAFFIC = 0.35;
  private static final double MOST_FOR_DESTINATIONS = 0.1;

  private final Effort effort;
  private final Report report;

  /** In the first minutes, the JIT compilers use the processor. */
  private final Duration warmUp;

  private final Duration time;

  public IdleBench(Effort effort, Report report) {
    this.effort = effort;
    this.report = report;
    this.warmUp = effort.small() ? Duration.ofSeconds(20) : Duration.ofMinutes(5);
    this.time = effort.small() ? Duration.ofSeconds(20) : Duration.ofMinutes(2);
  }

  public void run() {
    try (Installed installed = Installed.start(Service.ALL)) {
      installed.fillShop(effort.people(CUSTOMERS), SEED);
      Usage busy =
          installed.whileShopIsVisited(
              EVENTS_PER_SECOND,
              () -> {
                Thread.sleep(warmUp);
                return measure(installed, "live traffic");
              });
      Thread.sleep(time);
      Usage quiet = measure(installed, "no traffic");
      createDestinations(installed);
      Thread.sleep(time);
      Usage waiting = measure(installed, "no traffic, 1,000 destinations more");
      report.add(
          finding(
              "cores with " + EVENTS_PER_SECOND + " events/s of the sample shop",
              busy,
              0,
              MOST_WITH_TRAFFIC));
      report.add(
          finding(
              "cores for 1,000 destinations without work",
              waiting,
              cores(quiet),
              MOST_FOR_DESTINATIONS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Usage measure(Installed installed, String when) throws InterruptedException {
    Meter.Start start = new Meter(installed.pids()).start();
    Thread.sleep(time);
    Usage used = start.end();
    report.say(
        String.format(
            Locale.ROOT,
            "%s: %.3f cores, of them compilers %.3f; others %.2f (%s)",
            when,
            cores(used),
            used.processes().values().stream().mapToLong(Usage.OfProcess::compilingMicros).sum()
                / 1e6
                / used.seconds(),
            used.othersCores(),
            parts(used)));
    return used;
  }

  private static void createDestinations(Installed installed) {
    Api api = installed.api();
    for (int i = 0; i < DESTINATIONS; i++) {
      DestinationId destination =
          new DestinationId(
              api.post(
                      installed.path("destinations"),
                      Map.of(
                          "key",
                          "idle-" + i,
                          "name",
                          "Idle " + i,
                          "connector",
                          "webhook",
                          "settings",
                          Map.of(
                              "url",
                              "https://example.org/" + i,
                              "signingSecret",
                              "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                          "purposes",
                          List.of(Installed.PURPOSE)))
                  .path("id")
                  .asText());
      api.post(
          installed.path("syncs"),
          Map.of(
              "key",
              "idle-" + i,
              "name",
              "Idle " + i,
              "destination",
              destination,
              "from",
              Map.of("kind", "events", "names", List.of("Never Happens")),
              "object",
              "events",
              "mapping",
              List.of(),
              "mode",
              "upsert"));
    }
  }

  private static Report.Finding finding(String what, Usage used, double less, double goal) {
    return new Report.Finding(
        BENCH, what, cores(used) - less, "cores", goal, false, "of each: " + parts(used));
  }

  private static double cores(Usage used) {
    return used.cpuMicros() / 1e6 / used.seconds();
  }

  private static String parts(Usage used) {
    return used.processes().entrySet().stream()
        .map(each ->
            String.format(
                Locale.ROOT,
                "%s %.3f",
                each.getKey(),
                each.getValue().cpuMicros() / 1e6 / used.seconds()))
        .collect(Collectors.joining(", "));
  }
}
