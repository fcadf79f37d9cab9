package dev.tributary.benchmarks.starts;

import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.local.infra.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first {@code cdp demo} of a clone with its build, later {@code cdp up}, and the commands
 * {@code cdp status} and {@code cdp token}. The build of this bench has downloaded everything
 * before.
 */
public final class StartBench {
  private static final String BENCH = "start";
  private static final double MOST_FOR_DEMO = 240;
  private static final double MOST_FOR_UP = 30;
  private static final double MOST_FOR_A_COMMAND = 0.5;

  /** The demo prints it when the sample shop is filled. */
  private static final String FILLED = "Open http";

  private static final String READY = "Tributary is ready";

  private final Effort effort;
  private final Report report;
  private final int ups;
  private final int commands;

  public StartBench(Effort effort, Report report) {
    this.effort = effort;
    this.report = report;
    this.ups = effort.small() ? 1 : 3;
    this.commands = effort.small() ? 3 : 9;
  }

  public void run() {
    Path root = Checkout.locate().root();
    try {
      if (ClonedCheckout.differs(root)) {
        report.say("Changes that are not committed are not measured.");
      }
      Path clone = root.resolve("services/benchmarks/target/clone");
      measure(ClonedCheckout.of(root, clone));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void measure(ClonedCheckout clone) throws InterruptedException {
    add("first cdp demo, with the build", demo(clone), MOST_FOR_DEMO);
    var starts = new ArrayList<Taken>();
    for (int i = 1; i < ups; i++) {
      try (RunningCommand up = clone.start("up")) {
        starts.add(ready(up));
      }
    }
    try (RunningCommand up = clone.start("up")) {
      starts.add(ready(up));
      add("later cdp up, median of " + ups, Taken.median(starts), MOST_FOR_UP);
      for (String command : List.of("status", "token")) {
        var taken = new ArrayList<Taken>();
        for (int i = 0; i < commands; i++) {
          taken.add(clone.run(command));
        }
        add(
            "cdp %s, median of %d".formatted(command, commands),
            Taken.median(taken),
            MOST_FOR_A_COMMAND);
      }
    }
  }

  private Taken demo(ClonedCheckout clone) throws InterruptedException {
    String customers = Integer.toString(effort.people(5_000));
    try (RunningCommand demo = clone.start("demo", "--without-live", "--customers", customers)) {
      Taken taken = taken("first cdp demo", demo.awaitLine(FILLED));
      demo.awaitEnd();
      return taken;
    }
  }

  private Taken ready(RunningCommand up) {
    return taken("later cdp up", up.awaitLine(READY));
  }

  /** A busy machine explains a missed goal. */
  private Taken taken(String what, Usage usage) {
    Taken taken = Taken.of(usage);
    report.say(
        String.format(
            Locale.ROOT,
            "%s: %.1f s, CPU %.1f s; others %.2f cores",
            what,
            taken.seconds(),
            taken.cpuSeconds(),
            usage.othersCores()));
    return taken;
  }

  private void add(String what, Taken taken, double goal) {
    report.add(
        new Report.Finding(
            BENCH,
            what,
            taken.seconds(),
            "s",
            goal,
            false,
            String.format(Locale.ROOT, "CPU %.2f s", taken.cpuSeconds())));
  }
}
