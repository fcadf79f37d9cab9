package dev.tributary.benchmarks.matching;

import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Memory;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.identity.matching.DefaultModel;
import dev.tributary.identity.matching.Matching;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.duckdb.Bounds;
import dev.tributary.identity.matching.duckdb.DuckDbMatching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** Suggests matches among a million records, then does the blocking join alone. */
public final class MatchingBench {
  private static final String BENCH = "matching";
  private static final int RECORDS = 1_000_000;
  private static final int THREADS = 2;
  private static final int ENGINE_MEGABYTES = 1_024;
  private static final double THRESHOLD = 0.9;
  private static final double MOST_SECONDS = 180;
  private static final double MOST_MEGABYTES = 1_536;
  private static final long SEED = 1;

  private final Effort effort;
  private final Report report;

  public MatchingBench(Effort effort, Report report) {
    this.effort = effort;
    this.report = report;
  }

  /**
   * How long each step took, in seconds.
   *
   * @param cpu of this process meanwhile
   * @param right suggestions of two records of one person
   * @param highWater of this process, in MiB, the driver included
   */
  private record Run(
      double load,
      double train,
      double suggest,
      double cpu,
      long suggestions,
      long right,
      long highWater) {
    double seconds() {
      return load + train + suggest;
    }
  }

  public void run() {
    GeneratedPeople people = new GeneratedPeople(effort.people(RECORDS));
    try {
      Run run = ours(people);
      BareBlocking.Result bare = BareBlocking.run(people.all(), DefaultModel.model(), THREADS);
      addFindings(people, run, bare);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("The matching failed", e);
    }
  }

  private static Run ours(GeneratedPeople people) throws SQLException, IOException {
    long self = ProcessHandle.current().pid();
    Memory.forgetHighWater(self);
    Path scratch = Files.createTempDirectory("tributary-bench-");
    try (Matching matching =
        DuckDbMatching.open(
            new Bounds(ENGINE_MEGABYTES, THREADS, scratch),
            DefaultModel.model(),
            DefaultModel.training(SEED))) {
      double cpu = cpuSeconds();
      long start = System.nanoTime();
      matching.load(people.all());
      long loaded = System.nanoTime();
      Model trained = matching.train();
      long learned = System.nanoTime();
      long[] right = {0};
      long suggestions =
          matching.suggest(
              trained, THRESHOLD, suggestion -> right[0] += people.same(suggestion.pair()) ? 1 : 0);
      long end = System.nanoTime();
      return new Run(
          (loaded - start) / 1e9,
          (learned - loaded) / 1e9,
          (end - learned) / 1e9,
          cpuSeconds() - cpu,
          suggestions,
          right[0],
          Memory.of(self).highWaterMegabytes());
    } finally {
      Files.delete(scratch);
    }
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  private void addFindings(GeneratedPeople people, Run run, BareBlocking.Result bare) {
    report.say(
        String.format(
            Locale.ROOT,
            "%,d records: load %.1f s, train %.1f s, suggest %.1f s, %.1f s of CPU; %,.0f records/s, %,.0f pairs/s; %,d pairs compared, %,d suggested, %.1f %% of them wrong, %,d people stand twice",
            people.records(),
            run.load(),
            run.train(),
            run.suggest(),
            run.cpu(),
            people.records() / run.seconds(),
            bare.pairs() / run.suggest(),
            bare.pairs(),
            run.suggestions(),
            100.0 * (run.suggestions() - run.right()) / Math.max(1, run.suggestions()),
            people.duplicates()));
    report.add(
        new Report.Finding(
            BENCH,
            "load, train and suggest",
            run.seconds(),
            "s",
            MOST_SECONDS,
            false,
            String.format(
                Locale.ROOT,
                "the blocking join alone %.1f s: %.1f times that",
                bare.seconds(),
                run.seconds() / bare.seconds())));
    report.add(
        new Report.Finding(
            BENCH,
            "resident high-water mark",
            run.highWater(),
            "MiB",
            MOST_MEGABYTES,
            false,
            "this process; the engine's limit is %d".formatted(ENGINE_MEGABYTES)));
  }
}
