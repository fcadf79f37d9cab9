package dev.tributary.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Resident memory of one process as the kernel counts it.
 *
 * @param highWaterMegabytes the most since its start, or since {@link #forgetHighWater}
 */
public record Memory(long residentMegabytes, long highWaterMegabytes) {

  /**
   * @throws IllegalStateException if there is no such process
   */
  public static Memory of(long pid) {
    return new Memory(megabytes(pid, "VmRSS:"), megabytes(pid, "VmHWM:"));
  }

  /** From now on the high-water mark counts anew. */
  public static void forgetHighWater(long pid) {
    try {
      Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
    } catch (IOException e) {
      throw new IllegalStateException("Cannot reset the high-water mark of " + pid, e);
    }
  }

  private static long megabytes(long pid, String field) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith(field))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(field + " of " + pid + " is missing"))
          >> 10;
    } catch (IOException e) {
      throw new IllegalStateException("There is no process " + pid, e);
    }
  }
}
