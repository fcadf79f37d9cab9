package dev.tributary.benchmarks.measure;

import java.util.Map;

/** Rows for tests. */
final class Rows {
  private Rows() {}

  /** A row without a fixed rate, of a program with one process. */
  static Row row(double cpuMicros, double compileMicros) {
    return RowBuilder.builder()
        .bench("bench")
        .program("ours")
        .shape("shape")
        .offeredPerSecond(0)
        .events(1)
        .eventsPerSecond(1)
        .cpuMicrosPerEvent(cpuMicros)
        .compileMicrosPerEvent(compileMicros)
        .processes(Map.of("service", cpuMicros))
        .latency(new Row.Latency(0, 0, 0))
        .failures(0)
        .usage(new Usage(1, Map.of(), 0, 0, 0, 0, 0))
        .build();
  }
}
