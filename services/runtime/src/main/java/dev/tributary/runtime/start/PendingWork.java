package dev.tributary.runtime.start;

import dev.tributary.contracts.id.WorkspaceId;

/**
 * Work that a service has accepted and does outside of its loop's transactions: a backfill of an
 * audience, deliveries in progress. Thread-safe.
 */
public interface PendingWork {
  /** {@code backfills}, {@code deliveries}, {@code runs}, {@code separations}. */
  String kind();

  /** Number of items for which the workspace still waits; 0 when all is done. */
  long pending(WorkspaceId workspace);
}
