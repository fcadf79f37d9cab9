package dev.tributary.destinations.ledger;

/** What goes first. */
public enum Lane {
  /** Removals that follow from what people decided about themselves: first, whatever is paused. */
  OPT_OUT(0),
  LIVE(1),
  /** At least a fifth of the destination's budget, the rest when nothing live waits. */
  BACKFILL(2);

  private final int number;

  Lane(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static Lane numbered(int number) {
    return values()[number];
  }
}
