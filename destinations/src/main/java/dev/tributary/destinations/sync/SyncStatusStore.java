package dev.tributary.destinations.sync;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.Map;

/** Reads the status of syncs. Thread-safe. */
public interface SyncStatusStore {
  /** The status of each of these syncs. */
  Map<SyncId, SyncStatus> of(WorkspaceId workspace, Collection<SyncId> syncs);
}
