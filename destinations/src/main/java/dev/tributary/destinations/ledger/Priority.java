package dev.tributary.destinations.ledger;

/** The order in which deliveries are sent. */
public enum Priority {
  /**
   * Removals that follow from decisions of the profiles about themselves: first, even if a user has
   * paused the destination or the sync.
   */
  OPT_OUT(0),
  LIVE(1),
  /** At least a fifth of the destination's budget, and the rest if no live delivery waits. */
  BACKFILL(2);

  private final int number;

  Priority(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static Priority numbered(int number) {
    return values()[number];
  }
}
