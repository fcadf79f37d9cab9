package dev.tributary.identity.matching;

/** Odds in bits: a weight of 3 means eight to one. */
public final class Weights {
  private Weights() {}

  public static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /** The weight of a probability. */
  public static double of(double probability) {
    return log2(probability / (1 - probability));
  }

  public static double probability(double weight) {
    return 1 / (1 + Math.pow(2, -weight));
  }
}
