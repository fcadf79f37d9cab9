package dev.tributary.identity.matching;

/**
 * A possible result of a comparison.
 *
 * @param name as users read it
 * @param m how often two records of one person have this result
 * @param u how often two records of different people have this result
 */
public record Level(String name, SimilarityCriterion likeness, double m, double u) {
  public Level {
    if (!(m > 0 && m <= 1 && u > 0 && u <= 1)) {
      throw new IllegalArgumentException(
          "The level %s needs m and u above 0, at most 1: %s, %s".formatted(name, m, u));
    }
  }

  /** The weight of this level for a match, in bits; below zero, it is evidence against a match. */
  public double weight() {
    return Weights.log2(m / u);
  }

  public Level with(double newM, double newU) {
    return new Level(name, likeness, newM, newU);
  }
}
