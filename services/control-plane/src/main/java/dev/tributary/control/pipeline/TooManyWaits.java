package dev.tributary.control.pipeline;

/** A workspace has as many waits for its pipeline as it may have at a time. */
public final class TooManyWaits extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyWaits(int most) {
    super("A workspace has %d waits for its pipeline at a time".formatted(most));
  }
}
