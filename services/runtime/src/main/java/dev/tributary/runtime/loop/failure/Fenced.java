package dev.tributary.runtime.loop.failure;

/**
 * Another instance owns the partition now, or is further ahead; this transaction must not count.
 */
public final class Fenced extends Exception {
  private static final long serialVersionUID = 1L;

  public Fenced(String consumer) {
    super("A partition of " + consumer + " was taken over");
  }
}
