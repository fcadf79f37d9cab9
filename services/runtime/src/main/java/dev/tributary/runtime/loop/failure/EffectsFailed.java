package dev.tributary.runtime.loop.failure;

/** The effects refused their input. The database has no failure. */
public final class EffectsFailed extends Exception {
  private static final long serialVersionUID = 1L;
  private final Exception reason;

  public EffectsFailed(Exception reason) {
    super(reason);
    this.reason = reason;
  }

  public Exception reason() {
    return reason;
  }
}
