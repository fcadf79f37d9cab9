package dev.tributary.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints each measurement as it comes and keeps all of them for a file. Not thread-safe. */
public final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /**
   * A result of a bench, with its goal.
   *
   * @param least whether the goal is a least value; else it is a greatest value
   */
  public record Finding(
      String bench,
      String what,
      double value,
      String unit,
      double goal,
      boolean least,
      String note) {
    @JsonProperty
    boolean reached() {
      return least ? value >= goal : value <= goal;
    }
  }

  private final String bench;
  private final PrintStream out;
  private final Instant begun = Instant.now();
  private final List<Row> rows = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  public Report(String bench, PrintStream out) {
    this.bench = bench;
    this.out = out;
  }

  public void say(String sentence) {
    out.println(sentence);
  }

  public void heading() {
    out.printf(
        "%-9s %-5s %-12s %8s %8s %8s %7s %7s %7s %5s %6s %5s  %s%n",
        "bench",
        "",
        "shape",
        "offered",
        "ev/s",
        "us/ev",
        "compile",
        "p50 ms",
        "p99 ms",
        "fail",
        "others",
        "busy",
        "us/ev of each process");
  }

  public void add(Row row) {
    rows.add(row);
    String each =
        row.processes().entrySet().stream()
            .filter(process -> process.getValue() >= 0.05)
            .map(process ->
                String.format(Locale.ROOT, "%s %.1f", process.getKey(), process.getValue()))
            .collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "%-9s %-5s %-12s %8.0f %8.0f %8.1f %7.1f %7.1f %7.1f %5d %6.2f %5.2f  %s%n",
        row.bench(),
        row.program(),
        row.shape(),
        row.offeredPerSecond(),
        row.eventsPerSecond(),
        row.cpuMicrosPerEvent(),
        row.compileMicrosPerEvent(),
        row.latency().p50(),
        row.latency().p99(),
        row.failures(),
        row.usage().othersCores(),
        row.usage().busyCores(),
        each);
  }

  public void add(Finding finding) {
    findings.add(finding);
  }

  public void printFindings() {
    for (Finding finding : findings) {
      out.printf(
          Locale.ROOT,
          "%-7s %-44s %10.2f %-8s goal %s %.2f  %s%n",
          finding.reached() ? "reached" : "MISSED",
          finding.bench() + ": " + finding.what(),
          finding.value(),
          finding.unit(),
          finding.least() ? ">=" : "<=",
          finding.goal(),
          finding.note());
    }
  }

  /** Writes all results to a file, next to the reports of earlier runs. */
  public Path write(Path directory) {
    Path file = directory.resolve("%s-%s.json".formatted(bench, STAMP.format(begun)));
    try {
      Files.createDirectories(directory);
      JSON.writeValue(
          file.toFile(),
          Map.of(
              "bench",
              bench,
              "begun",
              begun.toString(),
              "processors",
              Runtime.getRuntime().availableProcessors(),
              "java",
              Runtime.version().toString(),
              "rows",
              rows,
              "findings",
              findings));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
