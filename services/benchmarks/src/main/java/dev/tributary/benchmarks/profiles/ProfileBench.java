package dev.tributary.benchmarks.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Load;
import dev.tributary.benchmarks.load.Outcome;
import dev.tributary.benchmarks.load.Target;
import dev.tributary.benchmarks.load.TrackBodies;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.benchmarks.measure.WarmUp;
import dev.tributary.benchmarks.profiles.ProfileRequests.Person;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.local.launch.Service;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Reads of profiles through the gateway, alone and during ingest at half of the chain's goal. */
public final class ProfileBench {
  private static final String BENCH = "profiles";
  private static final int PEOPLE = 20_000;
  private static final long SEED = 11;
  private static final int BATCH = 100;
  private static final int CONNECTIONS = 64;
  private static final double READS_PER_SECOND = 200;
  private static final double INGEST_PER_SECOND = 2_000;
  private static final double MOST_MILLIS = 50;

  private final Vertx vertx;
  private final Effort effort;
  private final Report report;

  public ProfileBench(Vertx vertx, Effort effort, Report report) {
    this.vertx = vertx;
    this.effort = effort;
    this.report = report;
  }

  public void run() {
    try (Installed installed = Installed.start(Service.ALL)) {
      Target collector =
          new Target(
              installed.port(Service.COLLECTOR),
              "/v1/batch",
              installed.openSource("bench"),
              CONNECTIONS);
      ingest(collector, effort.warmUp());
      List<Person> people = known(installed);
      report.heading();
      WarmUp.run(effort.mostWarmUp(), report, () -> warmUp(installed, collector, people));
      awaitApplied(installed);
      read(installed, people, "alone", length());
      var beside = CompletableFuture.supplyAsync(() -> ingest(collector, length()));
      Row row = read(installed, people, "half load", length());
      Outcome ingested = beside.join();
      report.add(
          new Report.Finding(
              BENCH,
              "p99 at %.0f reads/s beside ingest".formatted(READS_PER_SECOND),
              row.latency().p99(),
              "ms",
              MOST_MILLIS,
              false,
              "p50 %.1f ms; %.0f ev/s were accepted meanwhile"
                  .formatted(row.latency().p50(), ingested.answered() / ingested.seconds())));
    }
  }

  /** All services count: their compilers use the machine that answers the reads. */
  private Row warmUp(Installed installed, Target collector, List<Person> people) {
    var ingest = CompletableFuture.runAsync(() -> ingest(collector, effort.warmUp()));
    Row row = read(installed, people, "warm-up", effort.warmUp(), installed.pids());
    ingest.join();
    return row;
  }

  private Duration length() {
    return effort.measurement().multipliedBy(3);
  }

  private Outcome ingest(Target collector, Duration duration) {
    var events = TrackBodies.batches(BATCH, new Ids(), SEED, effort.people(PEOPLE));
    return Load.open(vertx, collector, events, INGEST_PER_SECOND, duration);
  }

  private Row read(Installed installed, List<Person> people, String shape, Duration duration) {
    Map<String, Long> measured =
        Map.of(
            "identity",
            installed.pid(Service.IDENTITY.name()),
            "gateway",
            installed.pid(Service.GATEWAY.name()),
            "postgres",
            installed.pid("postgres"));
    return read(installed, people, shape, duration, measured);
  }

  /** Uses a token of its own, because a token is valid for five minutes. */
  private Row read(
      Installed installed,
      List<Person> people,
      String shape,
      Duration duration,
      Map<String, Long> measured) {
    Target lookup =
        new Target(
            installed.port(Service.GATEWAY),
            installed.path("profiles/lookup"),
            installed.authorization(),
            CONNECTIONS);
    Meter.Start start = new Meter(measured).start();
    Outcome outcome =
        Load.open(vertx, lookup, new ProfileRequests(people, SEED), READS_PER_SECOND, duration);
    Usage usage = start.end();
    long events = Math.max(1, outcome.answered());
    Row row =
        RowBuilder.builder()
            .bench(BENCH)
            .program("ours")
            .shape(shape)
            .offeredPerSecond(READS_PER_SECOND)
            .events(outcome.answered())
            .eventsPerSecond(outcome.answered() / outcome.seconds())
            .cpuMicrosPerEvent(usage.cpu().micros() / events)
            .compileMicrosPerEvent(usage.cpu().compilingMicros() / events)
            .processes(Row.perEvent(usage, events))
            .latency(Row.Latency.of(outcome.latency()))
            .failures(outcome.failures())
            .usage(usage)
            .build();
    report.add(row);
    return row;
  }

  private static void awaitApplied(Installed installed) {
    installed.api().get(installed.path("pipeline?wait=60s"));
  }

  /** The people with an event. */
  private List<Person> known(Installed installed) {
    awaitApplied(installed);
    List<Person> known = new ArrayList<>();
    for (int first = 0; first < effort.people(PEOPLE); first += BATCH) {
      List<Map<String, String>> asked =
          IntStream.range(first, first + BATCH)
              .mapToObj(person -> Map.of("type", "user_id", "value", "user-" + person))
              .toList();
      JsonNode found =
          installed.api().post(installed.path("profiles/lookup"), Map.of("identifiers", asked));
      for (int i = 0; i < BATCH; i++) {
        JsonNode profile = found.path("data").path(i).path("id");
        if (profile.isTextual()) {
          known.add(new Person(new ProfileId(profile.asText()), "user-" + (first + i)));
        }
      }
    }
    return known;
  }
}
