package dev.tributary.destinations.sync;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;

/** Reads what syncs send now. The work of one call has a limit. Thread-safe. */
public interface SyncProgressStore {

  /**
   * Reads the deliveries of the sync among the next 1,000 of its destination that are to be sent,
   * and among the next 1,000 that are in a job.
   */
  SyncProgress of(WorkspaceId workspace, DestinationId destination, SyncId sync);
}
