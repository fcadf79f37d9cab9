package dev.tributary.destinations.inbox;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;

/**
 * Reads what waits for decisions in a workspace. The work of one call has a limit, whatever the
 * number of deliveries. Deliveries of deleted syncs are left out: no decision about them has an
 * effect. Thread-safe.
 */
public interface InboxStore {
  /** How many groups of a kind an answer has at most. */
  int MOST = 100;

  /** The time of the ledger, which the times of its deliveries are compared with. */
  Instant now(WorkspaceId workspace);

  /** The deliveries of the newest records of each sync, grouped by sync, state, cause and field. */
  WaitingGroups<WaitingGroup> deliveries(WorkspaceId workspace, InboxKind kind);

  /** The differences of the last seven days, the newest first. */
  WaitingGroups<DriftGroup> drifts(WorkspaceId workspace);
}
