package dev.tributary.warehouse.run;

import dev.tributary.contracts.row.RowChange;

/** Where row changes go. */
public interface RowTopic {

  /** Sends; what fails is reported by {@link #flush}. */
  void send(RowChange change);

  /**
   * Waits until everything sent is acknowledged.
   *
   * @throws RunFailure if something was not; it may have arrived nevertheless
   */
  void flush() throws RunFailure;
}
