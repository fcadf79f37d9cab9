package dev.tributary.identity.job;

/** A job cannot be started, because the workspace has a queued or running job of its kind. */
public final class JobAlreadyActive extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobAlreadyActive() {
    super("One waits or is under way; wait for its end, or cancel it");
  }
}
