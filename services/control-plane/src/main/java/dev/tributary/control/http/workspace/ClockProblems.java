package dev.tributary.control.http.workspace;

import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;

/** The problems of the clock of a workspace. */
final class ClockProblems {
  static final ErrorCode CLOCK_FIXED =
      new ErrorCode(
          "clock-fixed", Kind.FORBIDDEN, "This installation does not let clocks be moved");
  static final ErrorCode CLOCK_BACKWARDS =
      new ErrorCode("clock-backwards", Kind.CONFLICT, "A clock moves forward only");

  private ClockProblems() {}
}
