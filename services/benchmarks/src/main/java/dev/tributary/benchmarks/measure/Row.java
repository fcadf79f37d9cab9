package dev.tributary.benchmarks.measure;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One measurement in the report.
 *
 * @param program what was measured: {@code ours} or {@code bare}
 * @param shape of the load
 * @param offeredPerSecond events offered a second; 0 where the load follows the answers
 * @param events that count: acknowledged, or arrived at the sink
 * @param cpuMicrosPerEvent of the processes that are compared
 * @param compileMicrosPerEvent the part of it that the JVMs' compilers used
 * @param processes CPU microseconds per event of each process
 * @param failures requests without success, or ids lost or doubled; 0 makes the run valid
 */
@RecordBuilder
public record Row(
    String bench,
    String program,
    String shape,
    double offeredPerSecond,
    long events,
    double eventsPerSecond,
    double cpuMicrosPerEvent,
    double compileMicrosPerEvent,
    Map<String, Double> processes,
    Latency latency,
    long failures,
    Usage usage) {

  private static final double KEPT = 0.9;

  /**
   * Whether nothing failed and the offered rate was reached, with some tolerance for the last
   * answers.
   */
  public boolean kept() {
    return failures == 0 && eventsPerSecond >= KEPT * offeredPerSecond;
  }

  /** In milliseconds, from the time at which a request was due. */
  public record Latency(double p50, double p99, double p999) {
    public static Latency of(Histogram micros) {
      return new Latency(at(micros, 50), at(micros, 99), at(micros, 99.9));
    }

    private static double at(Histogram micros, double percentile) {
      return micros.getValueAtPercentile(percentile) / 1e3;
    }
  }

  /** The CPU microseconds of each process per event. */
  public static Map<String, Double> perEvent(Usage usage, long events) {
    var micros = new LinkedHashMap<String, Double>();
    usage
        .processes()
        .forEach((name, used) -> micros.put(name, used.cpuMicros() / (double) Math.max(1, events)));
    return micros;
  }
}
