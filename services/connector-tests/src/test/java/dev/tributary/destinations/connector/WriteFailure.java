package dev.tributary.destinations.connector;

/** A failure that a request with an effect meets, before its effect or after it. */
public enum WriteFailure {
  /** A limit of requests. The answer says when to go on. */
  LIMITED_WITH_TIME,
  LIMITED,
  SERVER_ERROR_BEFORE,
  SERVER_ERROR_AFTER,
  CUT_BEFORE,
  CUT_AFTER,
  /** The connection stays open, and no answer arrives. */
  HANG_BEFORE,
  HANG_AFTER,
  /** The credentials are refused until the end of the attempt. */
  UNAUTHORISED,
  /** A proxy answers with a page in the place of the vendor. */
  UNREADABLE;

  /** Whether the effect may be there. */
  public boolean applied() {
    return this == SERVER_ERROR_AFTER || this == CUT_AFTER || this == HANG_AFTER;
  }
}
