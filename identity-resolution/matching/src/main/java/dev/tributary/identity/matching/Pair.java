package dev.tributary.identity.matching;

/** The ids of two records, the smaller one first, so that both orders give the same pair. */
public record Pair(String one, String other) {
  public Pair {
    if (one.compareTo(other) > 0) {
      String smaller = other;
      other = one;
      one = smaller;
    }
  }
}
