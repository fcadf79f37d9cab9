package dev.tributary.identity.loop;

/**
 * Other instances were faster in each of several attempts, so the whole transaction has to be
 * repeated.
 */
public final class OvertakenRepeatedly extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OvertakenRepeatedly(int attempts, String last) {
    super("Overtaken in each of %d attempts, at last: %s".formatted(attempts, last));
  }
}
