package dev.tributary.benchmarks.measure;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Repeats a load until the compilers of the measured JVMs have little left to do. While they
 * compile, they use up to half of the CPU, so two runs of one program differ by that much.
 */
public final class WarmUp {
  /** The part of the CPU that compilers may use in the last step. */
  private static final double MOST_COMPILING = 0.05;

  private WarmUp() {}

  /**
   * The measurement may begin afterwards. The report says if the compilers still needed more than
   * their part in the last step.
   *
   * @param most no further step begins after this time
   * @param step runs the load that will be measured, and measures it
   */
  public static void run(Duration most, Report report, Supplier<Row> step) {
    long begun = System.nanoTime();
    int steps = 0;
    Row row;
    do {
      row = step.get();
      steps++;
      if (row.compileMicrosPerEvent() <= MOST_COMPILING * row.cpuMicrosPerEvent()) {
        return;
      }
    } while (System.nanoTime() - begun < most.toNanos());
    report.say(
        String.format(
            Locale.ROOT,
            "  not warm: compilers still use %.0f %% of the CPU of %s, in step %d of the warm-up",
            100 * row.compileMicrosPerEvent() / row.cpuMicrosPerEvent(),
            row.program(),
            steps));
  }
}
