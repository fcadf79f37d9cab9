package dev.tributary.runtime.loop;

/** The effects refused their input. The database has no failure. */
final class EffectsFailed extends Exception {
  private static final long serialVersionUID = 1L;
  private final Exception reason;

  EffectsFailed(Exception reason) {
    super(reason);
    this.reason = reason;
  }

  Exception reason() {
    return reason;
  }
}
