package dev.tributary.audience.dictionary;

/**
 * How many further names tallies may keep, so that they need a bounded memory. Confined to one
 * thread.
 */
final class NameBudget {
  private int left;

  NameBudget(int names) {
    this.left = names;
  }

  /** Whether there is room for one more name; it is then taken. */
  boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
