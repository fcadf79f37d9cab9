package dev.tributary.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The time that all cores together have used since the machine's start, in microseconds. */
record Machine(long busyMicros, long stolenMicros) {
  private static final long MICROS_PER_TICK = 10_000;
  private static final int USER = 1;
  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int STOLEN = 8;

  static Machine now() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] ticks = lines.findFirst().orElseThrow().split(" +");
      long busy = 0;
      for (int i = USER; i < STOLEN; i++) {
        if (i != IDLE && i != WAITING) {
          busy += Long.parseLong(ticks[i]);
        }
      }
      return new Machine(busy * MICROS_PER_TICK, Long.parseLong(ticks[STOLEN]) * MICROS_PER_TICK);
    } catch (IOException e) {
      throw new IllegalStateException("Measuring needs Linux with /proc", e);
    }
  }
}
