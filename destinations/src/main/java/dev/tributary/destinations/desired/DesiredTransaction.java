package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.RunStore;
import java.util.Set;

/**
 * One transaction that brings the ledger to the desired state. Its changes become visible to others
 * together, when the caller that began it commits. Confined to one thread.
 */
public interface DesiredTransaction {
  /** The present definitions. */
  Catalogue definitions() throws StoreFailure;

  /**
   * The definitions for a transaction that applies inputs: current for these workspaces, of which
   * no backfill begins meanwhile; other workspaces may be older.
   */
  Catalogue forApplying(Set<WorkspaceId> workspaces) throws StoreFailure;

  /**
   * The definitions for a backfill. Waits until the end of all transactions that may not know the
   * workspace's newest definitions, as long as the transaction waits for locks.
   */
  Catalogue forWalking(WorkspaceId workspace) throws StoreFailure;

  CurrentRowsLog rowsLog() throws StoreFailure;

  PeopleStore people();

  UnmergeStore unmerges();

  DesiredLedger ledger();

  RunStore runs();
}
