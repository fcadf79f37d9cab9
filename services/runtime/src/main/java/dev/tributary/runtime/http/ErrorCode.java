package dev.tributary.runtime.http;

import java.util.List;

/**
 * A documented way to fail. Each service declares its own beside {@link Problems}.
 *
 * @param code stable, kebab-case
 * @param status the HTTP status
 * @param kind who can do something about it, and so whether to try again
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
   * @param pointer where in the request's body (RFC 6901)
   */
  public Problem problem(String detail, String pointer) {
    return new Problem(this, detail, List.of(new Problem.At(pointer, detail)));
  }

  public Problem problem(String detail, List<Problem.At> errors) {
    return new Problem(this, detail, errors);
  }
}
