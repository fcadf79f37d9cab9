package dev.tributary.runtime.loop;

/**
 * Another instance owns the partition now, or is further ahead; this transaction must not count.
 */
final class Fenced extends Exception {
  private static final long serialVersionUID = 1L;

  Fenced(String consumer) {
    super("A partition of " + consumer + " was taken over");
  }
}
