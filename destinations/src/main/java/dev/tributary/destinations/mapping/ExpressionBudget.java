package dev.tributary.destinations.mapping;

/**
 * The work that all expressions of one record may do together. It counts work and not time, so that
 * a record has the same result on a busy machine. Not thread-safe; it exists as long as one
 * mapping.
 */
public final class ExpressionBudget {
  static final long MOST_WORK = 100_000;
  static final String EXCEEDED =
      "The expressions of a record need more than %d steps; simplify them".formatted(MOST_WORK);

  private long work;

  /**
   * @throws ExpressionBounds.ExceededException if no work is left
   */
  void charge(long cost) {
    work += cost;
    if (work > MOST_WORK) {
      throw new ExpressionBounds.ExceededException(EXCEEDED);
    }
  }

  /** Whether a bound of the whole record is reached. */
  boolean spent() {
    return work > MOST_WORK;
  }

  long work() {
    return work;
  }
}
