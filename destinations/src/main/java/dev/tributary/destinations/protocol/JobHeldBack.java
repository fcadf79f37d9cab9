package dev.tributary.destinations.protocol;

import java.time.Instant;

/** A job must not begin now. Nothing is recorded, and nothing was sent. */
public final class JobHeldBack extends JobLost {
  private static final long serialVersionUID = 1L;

  private final Instant until;

  public JobHeldBack(String words, Instant until) {
    super(words);
    this.until = until;
  }

  /** The earliest time at which the job may begin. */
  public Instant until() {
    return until;
  }
}
