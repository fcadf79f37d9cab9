package dev.tributary.benchmarks.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of {@code cdp bench compare}.
 *
 * @param other the root of the checkout to compare with
 * @param pairs runs of each bench, by each checkout
 */
public record CompareRequest(Path other, List<String> benches, int pairs, boolean quick) {
  /** The benches that measure CPU per event under a load. */
  private static final List<String> BENCHES =
      List.of("collector", "chain", "builder", "profiles", "identity");

  private static final int PAIRS = 5;

  /**
   * @param root of this checkout; the other one may be relative to it
   * @throws IllegalArgumentException with what would be accepted
   */
  public static CompareRequest parse(List<String> words, Path root) {
    var named = new ArrayList<String>();
    int pairs = PAIRS;
    boolean quick = false;
    var left = new ArrayDeque<>(words);
    while (!left.isEmpty()) {
      String word = left.remove();
      switch (word) {
        case "--quick" -> quick = true;
        case "--pairs" -> pairs = pairs(left.isEmpty() ? "" : left.remove());
        default -> named.add(word);
      }
    }
    if (named.size() < 2) {
      throw new IllegalArgumentException(
          "bench compare needs a checkout and benches: CHECKOUT BENCH... [--pairs N] [--quick]");
    }
    List<String> benches = List.copyOf(named.subList(1, named.size()));
    if (!BENCHES.containsAll(benches)) {
      throw new IllegalArgumentException(
          "bench compare knows %s".formatted(String.join(", ", BENCHES)));
    }
    return new CompareRequest(checkout(root.resolve(named.getFirst())), benches, pairs, quick);
  }

  private static int pairs(String word) {
    if (!word.matches("[1-9]\\d{0,2}")) {
      throw new IllegalArgumentException("--pairs needs a number from 1 to 999");
    }
    return Integer.parseInt(word);
  }

  private static Path checkout(Path folder) {
    if (!Files.isExecutable(folder.resolve("cdp"))) {
      throw new IllegalArgumentException(folder + " is no checkout: it has no script cdp");
    }
    return folder.toAbsolutePath().normalize();
  }
}
