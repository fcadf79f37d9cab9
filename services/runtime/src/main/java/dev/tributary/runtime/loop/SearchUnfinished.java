package dev.tributary.runtime.loop;

/** The time of a round is over. The next round continues the search in this partition. */
final class SearchUnfinished extends Exception {
  private static final long serialVersionUID = 1L;
  private final Exception reason;

  SearchUnfinished(Exception reason) {
    super(reason);
    this.reason = reason;
  }

  /** The last failure in this partition. */
  Exception reason() {
    return reason;
  }
}
