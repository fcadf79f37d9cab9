package dev.tributary.runtime.loop;

/** A failure that may be temporary, or caused by an input. Repeating it shows which. */
final class UnclassifiedFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final Exception reason;

  UnclassifiedFailure(Exception reason) {
    super(reason);
    this.reason = reason;
  }

  Exception reason() {
    return reason;
  }
}
