package dev.tributary.identity.matching;

/** The ids of two records, the smaller first, so that a pair is one whoever names it. */
public record Pair(String one, String other) {
  public Pair {
    if (one.compareTo(other) > 0) {
      String smaller = other;
      other = one;
      one = smaller;
    }
  }
}
