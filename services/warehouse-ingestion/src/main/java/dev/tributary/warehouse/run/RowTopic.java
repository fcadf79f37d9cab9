package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.warehouse.table.RunFailure;

/** The receiver of row changes. */
public interface RowTopic {

  /** Sends a change; {@link #flush} reports a failure. */
  void send(RowChange change);

  /** Sends a tombstone for the key of a removed row; {@link #flush} reports a failure. */
  void tombstone(WorkspaceId workspace, String keyHash);

  /**
   * Waits until everything sent is acknowledged.
   *
   * @throws RunFailure if something was not acknowledged; it may have arrived nevertheless
   */
  void flush() throws RunFailure;
}
