package dev.tributary.benchmarks.compare;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs benches of this checkout and of another one in turn, and prints the ratios. */
public final class CompareBenches {
  private final MeasuredCheckout ours;
  private final MeasuredCheckout other;
  private final CompareRequest request;
  private final PrintStream out;
  private boolean complete = true;

  public CompareBenches(Path root, CompareRequest request, PrintStream out) {
    this.ours = new MeasuredCheckout(root);
    this.other = new MeasuredCheckout(request.other());
    this.request = request;
    this.out = out;
  }

  /**
   * The table of a bench follows its last pair, so an interruption loses one bench at most.
   *
   * @return whether every run of every bench succeeded
   */
  public boolean run() throws InterruptedException {
    for (String bench : request.benches()) {
      List<Comparison.Pair> pairs = measure(bench);
      out.printf("%n%s: this is %s, other is %s%n", bench, ours.root(), other.root());
      out.println(Comparison.heading());
      Comparison.of(pairs).forEach(comparison -> out.println(comparison.line()));
    }
    return complete;
  }

  /** The order changes from pair to pair, so that a drift of the machine affects both equally. */
  private List<Comparison.Pair> measure(String bench) throws InterruptedException {
    var pairs = new ArrayList<Comparison.Pair>();
    for (int pair = 0; pair < request.pairs(); pair++) {
      out.printf("%n%s, pair %d of %d%n", bench, pair + 1, request.pairs());
      boolean oursFirst = pair % 2 == 0;
      try {
        BenchRun first = run(oursFirst ? ours : other, bench);
        BenchRun second = run(oursFirst ? other : ours, bench);
        pairs.add(new Comparison.Pair(oursFirst ? first : second, oursFirst ? second : first));
      } catch (IllegalStateException | UncheckedIOException e) {
        out.println("  this pair does not count: " + e.getMessage());
        complete = false;
      }
    }
    return pairs;
  }

  private BenchRun run(MeasuredCheckout checkout, String bench) throws InterruptedException {
    out.println("  " + checkout.root());
    return checkout.run(bench, request.quick());
  }
}
