package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.bare.BareCount;
import dev.tributary.benchmarks.measure.Memory;
import dev.tributary.benchmarks.measure.Report;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * The effects of a storm on the other people, on the people that it names, and on the service
 * itself.
 */
final class StormFindings {
  private static final double PERCENTILE = 99;
  private static final double MOST_TIMES = 2;
  private static final double MOST_SECONDS_BEHIND = 5;
  private static final double MOST_MEGABYTES = 350;
  private static final double MOST_KILOBYTES = 256;

  /** The limits of the default rules: of user ids, and of devices within a week. */
  private static final int MOST_USERS = 1;

  private static final int MOST_DEVICES = 20;

  private StormFindings() {}

  static void addTo(Report report, Subject subject, List<Storm.Stage> stages) {
    double calm = p99(stages, Storm.Stage::calm, Storm.Stage::beside);
    double beside = p99(stages, stage -> !stage.calm(), Storm.Stage::beside);
    double within = p99(stages, stage -> !stage.calm(), Storm.Stage::within);
    most(
        report,
        "p99 of the others, storm / calm",
        beside / calm,
        "times",
        MOST_TIMES,
        "from %.0f to %.0f ms; on the storm's own partition %.0f ms"
            .formatted(calm, beside, within));
    most(
        report,
        "longest lag of another partition",
        stages.stream()
            .filter(stage -> !stage.calm())
            .mapToDouble(stage -> stage.beside().longestBehindSeconds())
            .max()
            .orElse(0),
        "s",
        MOST_SECONDS_BEHIND,
        "until all that lay there was applied, while the storm went on");
    Memory memory = Memory.of(subject.installed().pid(Subject.IDENTITY));
    most(
        report,
        "resident high-water mark in the storm",
        memory.highWaterMegabytes(),
        "MiB",
        MOST_MEGABYTES,
        "%d afterwards; heap of 256 MiB".formatted(memory.residentMegabytes()));
    var count = new BareCount(subject.database());
    most(report, "user ids of one person", ofOne(count, "user_id"), "", MOST_USERS, "at most");
    most(
        report, "devices of one person", ofOne(count, "anonymous_id"), "", MOST_DEVICES, "at most");
    most(
        report,
        "largest person",
        count.of("select max(octet_length(document)) from profile") / 1024.0,
        "KiB",
        MOST_KILOBYTES,
        "the document as it is stored");
  }

  private static double ofOne(BareCount count, String type) {
    return count.of(
        "select max(n) from (select count(*) n from identifier where type = '%s' group by workspace, profile) each"
            .formatted(type));
  }

  private static double p99(
      List<Storm.Stage> stages,
      Predicate<Storm.Stage> which,
      Function<Storm.Stage, LatencyProbe.Seen> where) {
    var all = new Histogram(3);
    stages.stream().filter(which).map(where).forEach(seen -> all.add(seen.micros()));
    return all.getValueAtPercentile(PERCENTILE) / 1e3;
  }

  private static void most(
      Report report, String what, double value, String unit, double goal, String note) {
    report.add(new Report.Finding(Subject.BENCH, what, value, unit, goal, false, note));
  }
}
