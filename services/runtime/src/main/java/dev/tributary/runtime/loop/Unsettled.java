package dev.tributary.runtime.loop;

/** A failure that may pass, or may come from an input: repeating it shows which. */
final class Unsettled extends Exception {
  private static final long serialVersionUID = 1L;
  private final Exception reason;

  Unsettled(Exception reason) {
    super(reason);
    this.reason = reason;
  }

  Exception reason() {
    return reason;
  }
}
