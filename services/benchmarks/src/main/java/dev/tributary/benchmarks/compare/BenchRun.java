package dev.tributary.benchmarks.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.benchmarks.measure.Median;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The figures of Tributary in one run of a bench, without those of the bare program.
 *
 * @param loads the medians of each load, in the order in which they were measured
 */
record BenchRun(Map<MeasuredLoad, Figures> loads) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Shapes before the measurement: the programs are cold, or the rate is not known yet. */
  private static final Set<String> PREPARING =
      Set.of("new", "arriving", "warm-up", "try", "maximum");

  private static final double KEPT = 0.9;

  /**
   * The figures of one load.
   *
   * @param cpuMicros CPU per event
   * @param compilingMicros the part of it that the JVMs' compilers used
   * @param p99Millis 0 where the bench measures no latency
   */
  record Figures(double cpuMicros, double compilingMicros, double p99Millis) {
    double cpuWithoutCompilingMicros() {
      return cpuMicros - compilingMicros;
    }

    private static Figures median(List<Figures> several) {
      return new Figures(
          median(several, Figures::cpuMicros),
          median(several, Figures::compilingMicros),
          median(several, Figures::p99Millis));
    }

    private static double median(List<Figures> several, ToDoubleFunction<Figures> figure) {
      return Median.of(several.stream().map(figure::applyAsDouble).toList());
    }
  }

  /** Reads the file of a bench, also of an earlier version. */
  static BenchRun read(Path file) {
    try {
      return of(JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static BenchRun of(JsonNode report) {
    var rows = new LinkedHashMap<MeasuredLoad, List<Figures>>();
    for (JsonNode row : report.path("rows")) {
      String shape = row.path("shape").asText();
      if (row.path("program").asText().equals("ours") && !PREPARING.contains(shape) && kept(row)) {
        rows.computeIfAbsent(
                new MeasuredLoad(shape, row.path("offeredPerSecond").asDouble()),
                _ -> new ArrayList<>())
            .add(
                new Figures(
                    row.path("cpuMicrosPerEvent").asDouble(),
                    compilingMicros(row),
                    row.path("latency").path("p99").asDouble()));
      }
    }
    var medians = new LinkedHashMap<MeasuredLoad, Figures>();
    rows.forEach((load, several) -> medians.put(load, Figures.median(several)));
    return new BenchRun(medians);
  }

  private static boolean kept(JsonNode row) {
    return row.path("failures").asLong() == 0
        && row.path("eventsPerSecond").asDouble() >= KEPT * row.path("offeredPerSecond").asDouble();
  }

  /**
   * An earlier version only wrote the figure of each process. The CPU of Kafka is part of the CPU
   * per event in the bench of the chain, and in no other.
   */
  private static double compilingMicros(JsonNode row) {
    JsonNode perEvent = row.get("compileMicrosPerEvent");
    if (perEvent != null) {
      return perEvent.asDouble();
    }
    boolean withKafka = row.path("bench").asText().equals("chain");
    double micros = 0;
    for (Map.Entry<String, JsonNode> process : row.path("usage").path("processes").properties()) {
      if (withKafka || !process.getKey().equals("kafka")) {
        micros += process.getValue().path("compilingMicros").asDouble();
      }
    }
    return micros / Math.max(1, row.path("events").asLong());
  }
}
