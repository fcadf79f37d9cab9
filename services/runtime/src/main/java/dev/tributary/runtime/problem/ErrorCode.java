package dev.tributary.runtime.problem;

import java.util.List;

/**
 * A documented way to fail. Each service declares its own codes in addition to {@link Problems}.
 *
 * @param code stable, kebab-case
 * @param kind why a request fails, and so whether a repeat makes sense
 * @param title one sentence that fits every occurrence
 */
public record ErrorCode(String code, Kind kind, String title) {

  public enum Kind {
    /** The request cannot be read. */
    MALFORMED,
    /** The request is readable and asks for something that is not possible. */
    INVALID,
    /** The caller is not known. */
    UNAUTHENTICATED,
    /** The caller may not do this. */
    FORBIDDEN,
    /** The request names something that does not exist. */
    NOT_FOUND,
    /** The present state does not allow this. */
    CONFLICT,
    /** The caller knows an earlier version of the object only. */
    OUTDATED,
    TOO_LARGE,
    /** The caller has asked too often. */
    RATE_LIMITED,
    /** A fault of the program. */
    INTERNAL,
    /** The system that would have answered is away, such as a warehouse. */
    UNREACHABLE,
    /** Something that the service itself needs is away. */
    UNAVAILABLE,
    /** The system that would have answered stays silent. */
    TIMED_OUT
  }

  public boolean retryable() {
    return switch (kind) {
      case RATE_LIMITED, UNREACHABLE, UNAVAILABLE, TIMED_OUT -> true;
      case MALFORMED,
          INVALID,
          UNAUTHENTICATED,
          FORBIDDEN,
          NOT_FOUND,
          CONFLICT,
          OUTDATED,
          TOO_LARGE,
          INTERNAL ->
          false;
    };
  }

  public Problem problem(String detail) {
    return new Problem(this, detail, List.of());
  }

  /**
   * @param pointer the place in the request's body (RFC 6901)
   */
  public Problem problem(String detail, String pointer) {
    return new Problem(this, detail, List.of(new Problem.At(pointer, detail)));
  }

  public Problem problem(String detail, List<Problem.At> errors) {
    return new Problem(this, detail, errors);
  }
}
