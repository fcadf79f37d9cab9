package dev.tributary.benchmarks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The arguments of {@code cdp bench}.
 *
 * @param bench one of {@link #BENCHES}
 * @param size the number of people or rows; empty for the number that the effort has
 * @param vendors the connectors of first syncs; empty for all
 */
record BenchRequest(String bench, boolean quick, OptionalInt size, List<String> vendors) {
  /** In the order of the help. */
  static final List<String> BENCHES =
      List.of(
          "collector",
          "chain",
          "model",
          "builder",
          "profiles",
          "identity",
          "delivery",
          "backfill",
          "ledger",
          "templates",
          "matching",
          "styles",
          "memory",
          "idle",
          "start",
          "all");

  /**
   * @throws IllegalArgumentException with what would be accepted
   */
  static BenchRequest parse(List<String> words) {
    var named = new ArrayList<String>();
    var vendors = new ArrayList<String>();
    var size = OptionalInt.empty();
    boolean quick = false;
    var left = new ArrayDeque<>(words);
    while (!left.isEmpty()) {
      String word = left.remove();
      switch (word) {
        case "--quick" -> quick = true;
        case "--people" -> size = size(word, "backfill", named, left);
        case "--rows" -> size = size(word, "ledger", named, left);
        case "--vendor" -> vendors.add(value(word, "backfill", named, left));
        default -> named.add(word);
      }
    }
    String bench = named.isEmpty() ? "all" : named.getFirst();
    if (named.size() > 1 || !BENCHES.contains(bench)) {
      throw new IllegalArgumentException(
          "bench knows %s; and compare".formatted(String.join(", ", BENCHES)));
    }
    return new BenchRequest(bench, quick, size, List.copyOf(vendors));
  }

  private static OptionalInt size(
      String option, String bench, List<String> named, ArrayDeque<String> left) {
    String word = value(option, bench, named, left);
    if (!word.matches("[1-9][0-9]{3,6}|10000000")) {
      throw new IllegalArgumentException(option + " needs a number from 1000 to 10000000");
    }
    return OptionalInt.of(Integer.parseInt(word));
  }

  private static String value(
      String option, String bench, List<String> named, ArrayDeque<String> left) {
    if (!named.equals(List.of(bench)) || left.isEmpty()) {
      throw new IllegalArgumentException(
          "%s belongs after bench %s, and has a value".formatted(option, bench));
    }
    return left.remove();
  }
}
