package dev.tributary.identity.matching;

/**
 * One of the outcomes of a comparison.
 *
 * @param name as people read it
 * @param m how often two records of one person come out here
 * @param u how often two records of different people do
 */
public record Level(String name, Likeness likeness, double m, double u) {
  public Level {
    if (!(m > 0 && m <= 1 && u > 0 && u <= 1)) {
      throw new IllegalArgumentException(
          "The level %s needs m and u above 0, at most 1: %s, %s".formatted(name, m, u));
    }
  }

  /** What this outcome says for a match, in bits; below zero, against it. */
  public double weight() {
    return Weights.log2(m / u);
  }

  public Level with(double newM, double newU) {
    return new Level(name, likeness, newM, newU);
  }
}
