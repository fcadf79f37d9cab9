package dev.tributary.identity.job;

/** A job cannot be started, because the workspace has a queued or running job of its kind. */
public final class JobUnderWay extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobUnderWay() {
    super("One waits or is under way; wait for its end, or cancel it");
  }
}
