package dev.tributary.destinations.reconciliation;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A reconciliation that a worker has leased for one step.
 *
 * @param syncVersion the version of the sync at the start
 * @param destinationVersion the version of its destination at the start
 * @param place where the step begins; null at the beginning of a phase
 * @param fence a step is stored only while no other worker has leased the run since
 * @param failures how often the run has failed since its last step
 */
@RecordBuilder
public record ReconciliationRun(
    String id,
    WorkspaceId workspace,
    SyncId sync,
    long syncVersion,
    DestinationId destination,
    long destinationVersion,
    Phase phase,
    @Nullable String place,
    long fence,
    int failures) {

  /** The phases, in order. */
  public enum Phase {
    /** Notes what the ledger expects. */
    EXPECTING,
    /** Reads the records of the vendor. */
    READING,
    /** Looks again which differences the ledger still has, and deletes the other notes. */
    CLOSING,
    /** Sends the differences of a run that is done again. */
    REPAIRING
  }
}
