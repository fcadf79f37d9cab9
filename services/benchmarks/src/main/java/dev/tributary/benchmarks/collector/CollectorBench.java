package dev.tributary.benchmarks.collector;

import dev.tributary.benchmarks.bare.BareCollector;
import dev.tributary.benchmarks.installation.BareProgram;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Load;
import dev.tributary.benchmarks.load.Outcome;
import dev.tributary.benchmarks.load.Requests;
import dev.tributary.benchmarks.load.Target;
import dev.tributary.benchmarks.load.TrackBodies;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Pairs;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.benchmarks.measure.WarmUp;
import dev.tributary.local.infra.Port;
import dev.tributary.local.launch.Service;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Our collector and a bare one, in turn, on the same broker, at equal rates. */
public final class CollectorBench {
  private static final String BENCH = "collector";
  private static final String TOPIC = "bare-events";
  private static final int PARTITIONS = 12;
  private static final int PEOPLE = 100_000;
  private static final long SEED = 42;
  private static final double GOAL = 0.5;
  private static final int MOST_HALVINGS = 4;

  /** A load: the number of events in a request, and the number of events offered per second. */
  private record Shape(String name, int size, int connections, double eventsPerSecond) {
    static final List<Shape> ALL =
        List.of(new Shape("single", 1, 64, 3_000), new Shape("batch 100", 100, 16, 20_000));

    String path() {
      return size == 1 ? "/v1/track" : "/v1/batch";
    }

    Requests requests() {
      var ids = new Ids();
      return size == 1
          ? TrackBodies.singles(ids, SEED, PEOPLE)
          : TrackBodies.batches(size, ids, SEED, PEOPLE);
    }
  }

  /** One of the two compared programs. */
  private record Program(String name, int port, String authorization, Map<String, Long> pids) {
    static final String COMPARED = "collector";

    Target target(Shape shape) {
      return new Target(port, shape.path(), authorization, shape.connections());
    }
  }

  private final Vertx vertx;
  private final Effort effort;
  private final Report report;

  public CollectorBench(Vertx vertx, Effort effort, Report report) {
    this.vertx = vertx;
    this.effort = effort;
    this.report = report;
  }

  public void run() {
    try (Installed installed =
        Installed.start(List.of(Service.GATEWAY, Service.CONTROL, Service.COLLECTOR))) {
      createTopic(installed.kafka());
      int port = Port.free();
      try (BareProgram bare =
          BareProgram.start(
                  "bare-collector",
                  BareCollector.class,
                  installed.directory(Service.COLLECTOR).resolve("bare-collector.log"),
                  installed.kafka(),
                  TOPIC,
                  Integer.toString(port))
              .awaitPort(port)) {
        measure(
            new Program(
                "ours",
                installed.port(Service.COLLECTOR),
                installed.openSource("bench"),
                pids(installed, installed.pid(Service.COLLECTOR.name()))),
            new Program("bare", port, "none", pids(installed, bare.pid())));
      }
    }
  }

  private void measure(Program ours, Program bare) {
    report.heading();
    for (Shape shape : Shape.ALL) {
      warmUp(ours, shape);
      warmUp(bare, shape);
      double rate = keptByBoth(ours, bare, shape);
      warmUp(ours, shape, rate);
      warmUp(bare, shape, rate);
      Pairs pairs =
          Pairs.measure(
              effort.pairs(),
              () -> open(ours, shape, shape.name(), rate),
              () -> open(bare, shape, shape.name(), rate));
      report.add(
          new Report.Finding(
              BENCH,
              "%s at %.0f ev/s, CPU per event bare / ours".formatted(shape.name(), rate),
              pairs.median(),
              "",
              GOAL,
              true,
              pairs.note()));
      closed(ours, shape);
      closed(bare, shape);
    }
  }

  private void warmUp(Program program, Shape shape) {
    Load.closed(vertx, program.target(shape), shape.requests(), effort.warmUp());
  }

  private void warmUp(Program program, Shape shape, double rate) {
    WarmUp.run(effort.mostWarmUp(), report, () -> open(program, shape, "warm-up", rate));
  }

  /**
   * The rate of the shape, halved until both programs keep it. Beside busy neighbours that may take
   * a while.
   */
  private double keptByBoth(Program ours, Program bare, Shape shape) {
    double rate = shape.eventsPerSecond();
    for (int halvings = 0; halvings < MOST_HALVINGS; halvings++) {
      if (open(ours, shape, "try", rate).kept() && open(bare, shape, "try", rate).kept()) {
        return rate;
      }
      rate /= 2;
    }
    return rate;
  }

  private Row open(Program program, Shape shape, String label, double rate) {
    return measured(
        program,
        label,
        rate,
        () ->
            Load.open(vertx, program.target(shape), shape.requests(), rate, effort.measurement()));
  }

  private void closed(Program program, Shape shape) {
    measured(
        program,
        shape.name(),
        0,
        () -> Load.closed(vertx, program.target(shape), shape.requests(), effort.measurement()));
  }

  private Row measured(Program program, String label, double offered, Supplier<Outcome> load) {
    Meter.Start start = new Meter(program.pids()).start();
    Outcome outcome = load.get();
    Usage usage = start.end();
    Usage.CpuTime cpu = usage.cpu(Program.COMPARED);
    long events = Math.max(1, outcome.answered());
    Row row =
        RowBuilder.builder()
            .bench(BENCH)
            .program(program.name())
            .shape(label)
            .offeredPerSecond(offered)
            .events(outcome.answered())
            .eventsPerSecond(outcome.answered() / outcome.seconds())
            .cpuMicrosPerEvent(cpu.micros() / events)
            .compileMicrosPerEvent(cpu.compilingMicros() / events)
            .processes(Row.perEvent(usage, events))
            .latency(Row.Latency.of(outcome.latency()))
            .failures(outcome.failures())
            .usage(usage)
            .build();
    report.add(row);
    return row;
  }

  private static Map<String, Long> pids(Installed installed, long collector) {
    var pids = new LinkedHashMap<String, Long>();
    pids.put(Program.COMPARED, collector);
    pids.put("kafka", installed.pid("kafka"));
    return pids;
  }

  private static void createTopic(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot create the bare program's topic", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
