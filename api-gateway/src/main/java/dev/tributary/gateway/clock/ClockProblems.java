package dev.tributary.gateway.clock;

import dev.tributary.runtime.http.ErrorCode;
import dev.tributary.runtime.http.ErrorCode.Kind;

/** Why a workspace's clock stays where it is. */
final class ClockProblems {
  static final ErrorCode FIXED =
      new ErrorCode(
          "clock-fixed", 403, Kind.CALLER, "This installation does not let clocks be moved");
  static final ErrorCode BACKWARDS =
      new ErrorCode("clock-backwards", 409, Kind.CALLER, "A clock moves forward only");

  private ClockProblems() {}
}
