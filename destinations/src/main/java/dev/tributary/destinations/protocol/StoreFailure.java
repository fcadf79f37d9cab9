package dev.tributary.destinations.protocol;

/** A store does not answer now; nothing was changed, or it is not known whether it was. */
public final class StoreFailure extends Exception {
  private static final long serialVersionUID = 1L;

  public StoreFailure(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
