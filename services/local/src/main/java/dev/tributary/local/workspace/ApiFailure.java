package dev.tributary.local.workspace;

/** A call of the API that was refused or failed. */
public final class ApiFailure extends RuntimeException {

  private static final int NO_ANSWER = 0;

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
}
