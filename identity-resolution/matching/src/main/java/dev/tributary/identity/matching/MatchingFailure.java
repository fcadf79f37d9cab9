package dev.tributary.identity.matching;

/** The engine of a {@link Matching} failed, or was cancelled. */
public final class MatchingFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MatchingFailure(String message) {
    super(message);
  }

  public MatchingFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
