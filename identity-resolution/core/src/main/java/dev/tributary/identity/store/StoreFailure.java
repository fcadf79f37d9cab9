package dev.tributary.identity.store;

/**
 * A store could not do its work. The cause is the exception of its technology, which says whether
 * the same transaction may succeed later.
 */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean ofTheData;

  /**
   * @param ofTheData whether the values that were to be stored are the cause, not the state of the
   *     store or of the connection
   */
  public StoreFailure(Exception cause, boolean ofTheData) {
    super(cause.getMessage(), cause);
    this.ofTheData = ofTheData;
  }

  public boolean ofTheData() {
    return ofTheData;
  }
}
