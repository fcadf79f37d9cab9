package dev.tributary.runtime.work;

/** The work was asked to stop, and has stopped before its end. */
public final class WorkStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkStopped() {
    super("The work was stopped", null, false, false);
  }
}
