package dev.tributary.control.audit;

/** The store does not answer now, and no entry can be the cause. */
public final class TrailUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrailUnavailable(Throwable cause) {
    super("The audit trail cannot be reached: " + root(cause).getMessage(), cause);
  }

  /** Its message names the cause, and no statement. */
  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
