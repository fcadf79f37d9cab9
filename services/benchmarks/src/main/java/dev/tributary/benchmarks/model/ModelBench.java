package dev.tributary.benchmarks.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.benchmarks.bare.BareJoin;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Memory;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs a model of a million rows of which 1 % changed, in turn with the bare join. */
public final class ModelBench {
  private static final String BENCH = "model";
  private static final String SHAPE = "1M x 10, 1 %";
  private static final String MEASURED = "warehouse";
  private static final int THREADS = 2;
  private static final double MOST_TIMES = 5;
  private static final double MOST_MEGABYTES = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Row.Latency NONE = new Row.Latency(0, 0, 0);

  private final Effort effort;
  private final Report report;

  public ModelBench(Effort effort, Report report) {
    this.effort = effort;
    this.report = report;
  }

  public void run() {
    var services = List.of(Service.GATEWAY, Service.CONTROL, Service.WAREHOUSE);
    try (Installed installed = Installed.start(services)) {
      Tables tables = Tables.generate(installed.directory(Service.WAREHOUSE).resolve("tables"));
      measure(installed, tables, installed.workspaceFiles().resolve("bench/items.parquet"));
    }
  }

  private void measure(Installed installed, Tables tables, Path table) {
    report.heading();
    long pid = installed.pid(Service.WAREHOUSE.name());
    long before = Memory.of(pid).highWaterMegabytes();
    Tables.publish(tables.first(), table);
    ModelId model = create(installed);
    ours(installed, model, "1M x 10, new", Tables.ROWS, "added");
    long full = Memory.of(pid).highWaterMegabytes();
    var times = new ArrayList<Double>();
    for (int pair = 0; pair <= effort.pairs(); pair++) {
      boolean there = pair % 2 == 0;
      Path from = there ? tables.first() : tables.second();
      Path to = there ? tables.second() : tables.first();
      Tables.publish(to, table);
      boolean oursFirst = pair % 2 == 0;
      double early = oursFirst ? 0 : bare(from, to);
      double ours = ours(installed, model, SHAPE, Tables.DIFFERING, "changed");
      double bare = oursFirst ? bare(from, to) : early;
      // The first pair warms up both programs.
      if (pair > 0) {
        times.add(ours / bare);
      }
    }
    long after = Memory.of(pid).highWaterMegabytes();
    times.sort(null);
    report.add(
        new Report.Finding(
            BENCH,
            "time of a run, ours / bare join",
            times.get(times.size() / 2),
            "times",
            MOST_TIMES,
            false,
            String.format(
                Locale.ROOT,
                "median of %d pairs, %.2f to %.2f",
                times.size(),
                times.getFirst(),
                times.getLast())));
    report.add(
        new Report.Finding(
            BENCH,
            "rise of the resident high-water mark",
            after - before,
            "MiB",
            MOST_MEGABYTES,
            false,
            "from %d; by the first run to %d, by the later ones to %d"
                .formatted(before, full, after)));
  }

  private static ModelId create(Installed installed) {
    Api api = installed.api();
    api.post(
        installed.path("warehouses"),
        Map.of(
            "key", "bench",
            "name", "Benchmark",
            "connection", Map.of("kind", "files", "path", "bench")));
    String id =
        api.post(
                installed.path("models"),
                Map.of(
                    "key", "items",
                    "name", "Items",
                    "warehouse", "bench",
                    "table", "items",
                    "entity", "item",
                    "primaryKey", List.of("id"),
                    "schedule", Map.of("kind", "manual")))
            .path("id")
            .asText();
    return new ModelId(id);
  }

  private double ours(
      Installed installed, ModelId model, String shape, long expected, String counted) {
    Api api = installed.api();
    Meter.Start start = meter(installed).start();
    String id = api.post(installed.path("models/" + model + "/runs"), Map.of()).path("id").asText();
    JsonNode run = awaitEnd(api, installed.path("runs/" + id));
    Usage usage = start.end();
    double seconds =
        Duration.between(
                    Instant.parse(run.path("startedAt").asText()),
                    Instant.parse(run.path("endedAt").asText()))
                .toMillis()
            / 1e3;
    long wrong = Math.abs(run.path("counts").path(counted).asLong() - expected);
    report.add(row("ours", shape, seconds, wrong, usage));
    return seconds;
  }

  private double bare(Path from, Path to) {
    // The join runs in this process, the driver.
    Meter.Start start = new Meter(Map.of()).start();
    try {
      BareJoin.Result result =
          BareJoin.run(from.toString(), to.toString(), Tables.COLUMNS, THREADS);
      long wrong = Math.abs(result.differing() - Tables.DIFFERING);
      report.add(row("bare", SHAPE, result.seconds(), wrong, start.end()));
      return result.seconds();
    } catch (SQLException e) {
      throw new IllegalStateException("The bare join failed", e);
    }
  }

  private static Row row(String program, String shape, double seconds, long wrong, Usage usage) {
    boolean inDriver = !program.equals("ours") && usage.driverCpu().micros() > usage.cpu().micros();
    Usage.CpuTime cpu = inDriver ? usage.driverCpu() : usage.cpu();
    return RowBuilder.builder()
        .bench(BENCH)
        .program(program)
        .shape(shape)
        .offeredPerSecond(0)
        .events(Tables.ROWS)
        .eventsPerSecond(Tables.ROWS / seconds)
        .cpuMicrosPerEvent(cpu.micros() / Tables.ROWS)
        .compileMicrosPerEvent(cpu.compilingMicros() / Tables.ROWS)
        .processes(Row.perEvent(usage, Tables.ROWS))
        .latency(NONE)
        .failures(wrong)
        .usage(usage)
        .build();
  }

  private static Meter meter(Installed installed) {
    return new Meter(
        Map.of(
            MEASURED,
            installed.pid(Service.WAREHOUSE.name()),
            "kafka",
            installed.pid("kafka"),
            "postgres",
            installed.pid("postgres")));
  }

  private static JsonNode awaitEnd(Api api, String run) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      JsonNode now = api.get(run);
      switch (now.path("state").asText()) {
        case "succeeded" -> {
          return now;
        }
        case "failed", "held", "cancelled" -> throw new IllegalStateException("The run: " + now);
        default -> pause();
      }
    }
    throw new IllegalStateException("The run did not end within " + PATIENCE);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
