package dev.tributary.identity.job;

/** The work was asked to stop; what it has done so far may be lost. */
public final class JobStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobStopped() {
    super("The work was stopped", null, false, false);
  }
}
