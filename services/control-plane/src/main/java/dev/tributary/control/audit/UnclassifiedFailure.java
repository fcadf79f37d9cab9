package dev.tributary.control.audit;

/** A failure that may be temporary, or caused by an entry. Repeating it shows which. */
public final class UnclassifiedFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param name of the failure, without any value of an entry
   */
  public UnclassifiedFailure(String name, Throwable cause) {
    super("The audit trail has failed: " + name, cause);
  }
}
