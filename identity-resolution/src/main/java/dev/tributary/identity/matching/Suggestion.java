package dev.tributary.identity.matching;

/** Two records that may be of one person. Somebody decides; nothing is merged by it. */
public record Suggestion(Pair pair, Waterfall waterfall) {

  public double probability() {
    return waterfall.probability();
  }
}
