package dev.tributary.benchmarks.memory;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Memory;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.local.launch.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Resident memory and start time of each service, all parts being up. */
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

  public void measure(Installed installed, String when) {
    for (Service service : Service.ALL) {
      if (installed.runs(service)) {
        Memory memory = Memory.of(installed.pid(service.name()));
        report.add(
            new Report.Finding(
                BENCH,
                service.name() + ", resident " + when,
                memory.residentMegabytes(),
                "MiB",
                MOST_MEGABYTES,
                false,
                "at most %d so far".formatted(memory.highWaterMegabytes())));
        started(installed.log(service))
            .ifPresent(seconds ->
                report.add(
                    new Report.Finding(
                        BENCH,
                        service.name() + ", start",
                        seconds,
                        "s",
                        MOST_SECONDS,
                        false,
                        "side by side with all others, as its log says")));
      }
    }
  }

  private static OptionalDouble started(Path log) {
    try {
      return STARTED
          .matcher(Files.readString(log))
          .results()
          .map(MatchResult::group)
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9.]", "")))
          .reduce((_, last) -> last);
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
