package dev.tributary.runtime.http;

import java.util.List;

/**
 * A request that fails for a reason that its sender should read: answered as RFC 9457. Carries no
 * stack trace, because it is no fault of the program.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ErrorCode code;
  private final transient List<At> errors;

  Problem(ErrorCode code, String detail, List<At> errors) {
    super(detail, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  /**
   * One place that is wrong.
   *
   * @param pointer RFC 6901, into the request's body
   */
  public record At(String pointer, String detail) {}

  public ErrorCode code() {
    return code;
  }

  public List<At> errors() {
    return errors;
  }
}
