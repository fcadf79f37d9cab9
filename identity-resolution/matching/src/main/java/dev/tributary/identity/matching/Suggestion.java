package dev.tributary.identity.matching;

/** Two records that may be of one person. A suggestion merges nothing; a user decides it. */
public record Suggestion(Pair pair, Waterfall waterfall) {

  public double probability() {
    return waterfall.probability();
  }
}
