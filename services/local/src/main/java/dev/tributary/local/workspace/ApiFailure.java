package dev.tributary.local.workspace;

/** A call of the API that was refused or failed. */
public final class ApiFailure extends RuntimeException {

  private static final int NO_ANSWER = 0;
  private static final int SERVER_ERRORS = 500;

  private final int status;

  ApiFailure(String call, int status, String answer) {
    super("%s was answered with %d: %s".formatted(call, status, answer));
    this.status = status;
  }

  ApiFailure(String call, Exception cause) {
    super("%s had no answer: %s".formatted(call, cause), cause);
    this.status = NO_ANSWER;
  }

  /** The HTTP status, or 0 without an answer. */
  public int status() {
    return status;
  }

  /** Whether a part of the installation is away, and the same call may succeed later. */
  public boolean isOutage() {
    return status == NO_ANSWER || status >= SERVER_ERRORS;
  }
}
