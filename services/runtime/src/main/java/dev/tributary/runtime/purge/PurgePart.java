package dev.tributary.runtime.purge;

import dev.tributary.contracts.id.WorkspaceId;

/**
 * One place where a service keeps data of a workspace: its tables, its files, its compacted topics.
 * Repeating a purge is harmless. Thread-safe.
 */
@FunctionalInterface
public interface PurgePart {

  /**
   * Deletes all data of a workspace that are here now, in bounded steps. If it fails, the next call
   * continues.
   *
   * @return number of deleted items; 0 if nothing was left
   * @throws Exception if a part could not be deleted
   */
  long purge(WorkspaceId workspace) throws Exception;
}
