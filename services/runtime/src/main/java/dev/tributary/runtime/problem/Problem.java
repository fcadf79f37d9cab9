package dev.tributary.runtime.problem;

import java.util.List;

/**
 * A request that fails for a reason that its sender should read; answered as RFC 9457. The
 * exception has no stack trace, because it is no fault of the program.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SOON = 1;
  private final transient ErrorCode code;
  private final transient List<At> errors;
  private final int retryAfterSeconds;

  Problem(ErrorCode code, String detail, List<At> errors) {
    this(code, detail, errors, SOON);
  }

  private Problem(ErrorCode code, String detail, List<At> errors, int retryAfterSeconds) {
    super(detail, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The same problem, with the number of seconds after which a repeat may succeed. */
  public Problem retryAfter(int seconds) {
    return new Problem(code, String.valueOf(getMessage()), errors, seconds);
  }

  /**
   * One wrong place.
   *
   * @param pointer RFC 6901, into the request's body
   */
  public record At(String pointer, String detail) {}

  public ErrorCode code() {
    return code;
  }

  /** Used only if the code is retryable. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public List<At> errors() {
    return errors;
  }
}
