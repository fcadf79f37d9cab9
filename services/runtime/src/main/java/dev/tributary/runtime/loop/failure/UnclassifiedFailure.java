package dev.tributary.runtime.loop.failure;

/** A failure that may be temporary, or caused by an input. Repeating it shows which. */
public final class UnclassifiedFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final Exception reason;

  public UnclassifiedFailure(Exception reason) {
    super(reason);
    this.reason = reason;
  }

  public Exception reason() {
    return reason;
  }
}
