package dev.tributary.benchmarks;

import dev.tributary.benchmarks.backfill.BackfillBench;
import dev.tributary.benchmarks.builder.BuilderBench;
import dev.tributary.benchmarks.chain.ChainBench;
import dev.tributary.benchmarks.collector.CollectorBench;
import dev.tributary.benchmarks.compare.CompareBenches;
import dev.tributary.benchmarks.compare.CompareRequest;
import dev.tributary.benchmarks.delivery.DeliveryBench;
import dev.tributary.benchmarks.delivery.LedgerBench;
import dev.tributary.benchmarks.identity.IdentityBench;
import dev.tributary.benchmarks.idle.IdleBench;
import dev.tributary.benchmarks.matching.MatchingBench;
import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.memory.MemoryBench;
import dev.tributary.benchmarks.model.ModelBench;
import dev.tributary.benchmarks.profiles.ProfileBench;
import dev.tributary.benchmarks.starts.StartBench;
import dev.tributary.benchmarks.styles.StylesBench;
import dev.tributary.benchmarks.templates.TemplateBench;
import dev.tributary.local.infra.Checkout;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code cdp bench}: measures, prints a table, and writes a report. */
public final class Main {
  /** Strong references: otherwise the levels would be lost with the collected loggers. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("org.hibernate"));

  private static final String COMPARE = "compare";

  private Main() {}

  public static void main(String[] arguments) {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    List<String> words = List.of(arguments);
    if (words.contains(COMPARE)) {
      System.exit(compare(words.stream().filter(word -> !word.equals(COMPARE)).toList()));
    }
    try {
      System.exit(run(BenchRequest.parse(words)));
    } catch (IllegalArgumentException e) {
      System.err.println("cdp: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int compare(List<String> words) {
    Path root = Checkout.locate().root();
    try {
      return new CompareBenches(root, CompareRequest.parse(words, root), System.out).run() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println("cdp: " + e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static int run(BenchRequest request) {
    String bench = request.bench();
    Effort effort = request.quick() ? Effort.QUICK : Effort.NORMAL;
    // A busy machine also delays the driver. The figures show that, so no warnings are needed.
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setBlockedThreadCheckInterval(10)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MINUTES));
    var report = new Report(bench, System.out);
    var benches = new LinkedHashMap<String, Runnable>();
    benches.put("collector", new CollectorBench(vertx, effort, report)::run);
    benches.put("model", new ModelBench(effort, report)::run);
    benches.put("chain", new ChainBench(vertx, effort, report)::run);
    benches.put("builder", new BuilderBench(effort, report)::run);
    benches.put("profiles", new ProfileBench(vertx, effort, report)::run);
    benches.put("identity", new IdentityBench(effort, report)::run);
    benches.put("delivery", new DeliveryBench(vertx, effort, report)::run);
    benches.put("templates", new TemplateBench(effort, report)::run);
    benches.put("matching", new MatchingBench(effort, report)::run);
    benches.put("styles", new StylesBench(vertx, effort, report)::run);
    if (!bench.equals("all")) {
      benches.put(
          "backfill",
          new BackfillBench(vertx, effort, request.size(), request.vendors(), report)::run);
      benches.put("ledger", new LedgerBench(vertx, effort, request.size(), report)::run);
      // Memory is also measured after the load of the chain. The idle figures and the times of
      // starts mean nothing together with a load.
      benches.put("memory", new MemoryBench(report)::run);
      benches.put("idle", new IdleBench(effort, report)::run);
      benches.put("start", new StartBench(effort, report)::run);
    }
    boolean complete = true;
    for (Map.Entry<String, Runnable> one : benches.entrySet()) {
      if (bench.equals("all") || bench.equals(one.getKey())) {
        complete &= succeeds(one.getKey(), one.getValue());
      }
    }
    report.printFindings();
    System.out.println(
        "Written to " + report.write(Checkout.locate().root().resolve("target/bench")));
    vertx.close();
    return complete ? 0 : 1;
  }

  /** A failed bench does not lose the figures of the others. */
  private static boolean succeeds(String name, Runnable bench) {
    try {
      bench.run();
      return true;
    } catch (RuntimeException e) {
      System.err.println("cdp: the bench %s failed: %s".formatted(name, e.getMessage()));
      return false;
    }
  }
}
