package dev.tributary.runtime.work;

/** Why work should stop before its end. */
public enum StopReason {
  /** A user has cancelled it. The worker stores this end. */
  CANCELLED,
  /** It takes longer than allowed. The worker stores this end. */
  OVERDUE,
  /** Another worker has taken over, and stores the end. */
  LOST,
  /** This process may not work at present. Another process continues after the lease. */
  NOT_PERMITTED,
  /** This process stops. The work returns to the queue, or is left to its lease. */
  SHUTDOWN
}
