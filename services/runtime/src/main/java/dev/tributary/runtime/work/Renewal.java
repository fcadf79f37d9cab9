package dev.tributary.runtime.work;

/** The answer of a queue to the renewal of a lease. */
public enum Renewal {
  GO_ON,
  /** A user has cancelled the work. The lease is renewed, so that the worker can store the end. */
  CANCEL,
  /** The lease belongs to another worker, or the work has ended or no longer exists. */
  LOST
}
