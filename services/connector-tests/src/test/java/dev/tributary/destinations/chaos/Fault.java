package dev.tributary.destinations.chaos;

/** The faults of a request to a destination. */
enum Fault {
  NONE,

  /** The answer comes late, and in time. */
  SLOW,

  /** 500, without an effect. */
  SERVER_ERROR,

  /** 429 with the time of the next attempt. */
  LIMIT,

  /** 429 without a time. */
  LIMIT_WITHOUT_TIME,

  /** Some records of the batch are not taken, and the answer names them. */
  PARTIAL,

  /** The connection ends without an effect and without an answer. */
  CUT_BEFORE,

  /** The connection ends after the effect, without an answer. */
  CUT_AFTER,

  /** No answer within the time-out, and no effect. */
  HANG_BEFORE,

  /** No answer within the time-out, after the effect. */
  HANG_AFTER
}
