package dev.tributary.runtime.start;

/**
 * Work that a service has accepted and does outside of its loop's transactions: a backfill of an
 * audience, deliveries on their way. Thread-safe.
 */
public interface PendingWork {
  /** {@code backfills}, {@code deliveries}, {@code runs}, {@code separations}. */
  String kind();

  /** How many pieces the workspace still waits for; 0 when all is done. */
  long pending(String workspace);
}
