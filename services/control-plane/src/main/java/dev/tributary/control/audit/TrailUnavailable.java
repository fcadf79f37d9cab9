package dev.tributary.control.audit;

/** The store does not answer now. A repetition may succeed. */
public final class TrailUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrailUnavailable(Throwable cause) {
    super("The audit trail cannot be reached: " + cause.getMessage(), cause);
  }
}
