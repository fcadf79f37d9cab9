package dev.tributary.sandbox.kit.job;

/** The phases of a job. */
public enum JobPhase {
  /** The job takes items, and does nothing with them. */
  OPEN,
  QUEUED,
  WORKING,
  COMPLETE,
  /** The job stopped; some items may have had their effect. */
  FAILED,
  ABORTED;

  public boolean ended() {
    return this == COMPLETE || this == FAILED || this == ABORTED;
  }
}
