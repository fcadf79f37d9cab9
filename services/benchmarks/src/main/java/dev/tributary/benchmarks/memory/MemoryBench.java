package dev.tributary.benchmarks.memory;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Memory;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.local.launch.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Resident memory and start time of each service, while all parts run. Every service runs with 256
 * MiB of heap, and ends when that is not enough.
 */
public final class MemoryBench {
  private static final String BENCH = "memory";
  private static final double MOST_MEGABYTES = 350;
  private static final double MOST_SECONDS = 3;
  private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

  private final Report report;

  public MemoryBench(Report report) {
    this.report = report;
  }

  /** An installation without any load. */
  public void run() {
    try (Installed installed = Installed.start(Service.ALL)) {
      measure(installed, "idle");
    }
  }

  /** Restarts each service, after the memory of all of them has been read. */
  public void measure(Installed installed, String when) {
    List<Service> running = Service.ALL.stream().filter(installed::runs).toList();
    for (Service service : running) {
      Memory memory = Memory.of(installed.pid(service.name()));
      report.add(
          new Report.Finding(
              BENCH,
              service.name() + ", resident " + when,
              memory.residentMegabytes(),
              "MiB",
              MOST_MEGABYTES,
              false,
              "at most %d so far; heap of 256 MiB".formatted(memory.highWaterMegabytes())));
    }
    for (Service service : running) {
      List<String> sideBySide = starts(installed.log(service));
      double seconds = installed.restart(service).toMillis() / 1e3;
      report.add(
          new Report.Finding(
              BENCH,
              service.name() + ", process to ready",
              seconds,
              "s",
              MOST_SECONDS,
              false,
              "started alone, all other parts up; by the log, %s s of it; before, side by side with all others, %s s"
                  .formatted(last(starts(installed.log(service))), last(sideBySide))));
    }
  }

  private static String last(List<String> starts) {
    return starts.isEmpty() ? "unknown" : starts.getLast();
  }

  /** The seconds of each start, from the log. */
  private static List<String> starts(Path log) {
    try {
      return STARTED.matcher(Files.readString(log)).results().map(match -> match.group(1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + log, e);
    }
  }
}
