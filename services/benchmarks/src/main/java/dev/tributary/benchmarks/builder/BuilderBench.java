package dev.tributary.benchmarks.builder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.benchmarks.bare.BareCount;
import dev.tributary.benchmarks.builder.Question.Parameters;
import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Pairs;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.RowBuilder;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.benchmarks.measure.WarmUp;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Counts people of the sample shop, in turn with SQL by hand for the same question. Our answer also
 * has the count of each condition, and people with reasons.
 */
public final class BuilderBench {
  private static final String BENCH = "builder";
  private static final int CUSTOMERS = 20_000;
  private static final long SEED = 7;
  private static final int COUNTS = 20;
  private static final double LEAST_RATIO = 0.1;
  private static final double MOST_MILLIS = 1_000;

  private final Effort effort;
  private final Report report;

  public BuilderBench(Effort effort, Report report) {
    this.effort = effort;
    this.report = report;
  }

  public void run() {
    try (Installed installed = Installed.start(Service.ALL)) {
      installed.fillShop(effort.people(CUSTOMERS), SEED);
      try (Connection connection = installed.database(Service.AUDIENCE)) {
        report.heading();
        for (Question question : Question.ALL) {
          new AlternatingMeasurement(installed, new BareCount(connection), question).measure();
        }
      } catch (SQLException e) {
        throw new IllegalStateException("The database of audiences cannot be reached", e);
      }
    }
  }

  private final class AlternatingMeasurement {
    private final Installed installed;
    private final Api api;
    private final BareCount bare;
    private final Question question;

    /** All counts of ours, in microseconds. */
    private final Histogram all = new Histogram(3);

    private AlternatingMeasurement(Installed installed, BareCount bare, Question question) {
      this.installed = installed;
      this.api = installed.api();
      this.bare = bare;
      this.question = question;
    }

    private void measure() {
      JsonNode preview = preview();
      String sql = question.at(parameters(preview.path("asOf").asText()));
      long wrong = Math.abs(preview.path("count").asLong() - bare.of(sql));
      WarmUp.run(effort.mostWarmUp(), report, () -> half("ours", "warm-up", wrong, this::preview));
      half("bare", "warm-up", wrong, () -> bare.of(sql));
      all.reset();
      Pairs pairs =
          Pairs.measure(
              effort.pairs(),
              () -> half("ours", question.name(), wrong, this::preview),
              () -> half("bare", question.name(), wrong, () -> bare.of(sql)));
      report.add(
          new Report.Finding(
              BENCH,
              "CPU of a count bare / ours, " + question.name(),
              pairs.median(),
              "",
              LEAST_RATIO,
              true,
              pairs.note()));
      Row.Latency latency = Row.Latency.of(all);
      report.add(
          new Report.Finding(
              BENCH,
              "p99 of a count, " + question.name(),
              latency.p99(),
              "ms",
              MOST_MILLIS,
              false,
              "p50 %.0f ms, of %d counts".formatted(latency.p50(), all.getTotalCount())));
    }

    private Parameters parameters(String asOf) {
      AudienceId audience =
          new AudienceId(
              api.get(installed.path("audiences/" + Question.AUDIENCE)).path("id").asText());
      return new Parameters(
          new WorkspaceId(installed.workspaceId()), Instant.parse(asOf).toEpochMilli(), audience);
    }

    private JsonNode preview() {
      return api.post(installed.path("audiences/preview"), Map.of("rule", question.rule()));
    }

    private Row half(String program, String shape, long wrong, Runnable count) {
      var micros = new Histogram(3);
      Meter.Start start =
          new Meter(
                  Map.of(
                      "audience",
                      installed.pid(Service.AUDIENCE.name()),
                      "gateway",
                      installed.pid(Service.GATEWAY.name()),
                      "postgres",
                      installed.pid("postgres")))
              .start();
      for (int i = 0; i < COUNTS; i++) {
        long begin = System.nanoTime();
        count.run();
        micros.recordValue((System.nanoTime() - begin) / 1_000);
      }
      Usage usage = start.end();
      if (program.equals("ours")) {
        all.add(micros);
      }
      Row row =
          RowBuilder.builder()
              .bench(BENCH)
              .program(program)
              .shape(shape)
              .offeredPerSecond(0)
              .events(COUNTS)
              .eventsPerSecond(COUNTS / usage.seconds())
              .cpuMicrosPerEvent(usage.cpu().micros() / COUNTS)
              .compileMicrosPerEvent(usage.cpu().compilingMicros() / COUNTS)
              .processes(Row.perEvent(usage, COUNTS))
              .latency(Row.Latency.of(micros))
              .failures(wrong)
              .usage(usage)
              .build();
      report.add(row);
      return row;
    }
  }
}
