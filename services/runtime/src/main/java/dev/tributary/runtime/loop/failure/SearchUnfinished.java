package dev.tributary.runtime.loop.failure;

/** The time of a round is over. The next round continues the search in this partition. */
public final class SearchUnfinished extends Exception {
  private static final long serialVersionUID = 1L;
  private final Exception reason;

  public SearchUnfinished(Exception reason) {
    super(reason);
    this.reason = reason;
  }

  /** The last failure in this partition. */
  public Exception reason() {
    return reason;
  }
}
