package dev.tributary.runtime.problem;

import java.util.List;

/**
 * A documented way to fail. Each service declares its own codes in addition to {@link Problems}.
 *
 * @param code stable, kebab-case
 * @param status the HTTP status
 * @param kind who can remove the cause, and so whether a repeat makes sense
 * @param title one sentence that fits every occurrence
 */
public record ErrorCode(String code, int status, Kind kind, String title) {

  public enum Kind {
    CALLER,
    CREDENTIALS,
    TRANSIENT,
    INTERNAL
  }

  public boolean retryable() {
    return kind == Kind.TRANSIENT;
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
