package dev.tributary.destinations.reconciliation;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.sync.Catalogue;
import java.util.List;
import java.util.Optional;

/** The reconciliations of syncs, for users. Thread-safe. */
public interface Reconciliations {

  /**
   * Starts a reconciliation. The results of the sync's earlier ones stay, without what a repair
   * needs.
   *
   * @param repairable whether its differences can be sent again
   * @return the id of the run; empty if one of the sync is running, or is being repaired
   */
  Optional<String> start(Catalogue.Sync sync, boolean repairable);

  /** The newest reconciliations of a sync, newest first; at most ten. */
  List<Reconciliation> list(WorkspaceId workspace, SyncId sync);

  Optional<Reconciliation> find(WorkspaceId workspace, SyncId sync, String id);

  /** The first missing or different records, in the order of their deliveries. */
  List<Difference> differences(WorkspaceId workspace, String id, boolean missing, int most);

  /** Ends a reconciliation without a result. Returns false if it is not running. */
  boolean cancel(WorkspaceId workspace, SyncId sync, String id);

  /**
   * Asks a worker to send the missing and the different records again that have not changed since,
   * and that no other sync fills. Records that the ledger does not know are never touched. A
   * repetition finds nothing more to do.
   *
   * @param id of a reconciliation
   * @return false if it is not done, is not repairable, or is being repaired, or if the sync or its
   *     destination has changed since
   */
  boolean repair(Catalogue.Sync sync, String id);

  /**
   * A record that differs.
   *
   * @param delivery its delivery
   * @param fields the names of the fields with another value; empty for a missing record
   */
  record Difference(String delivery, List<String> fields) {}
}
