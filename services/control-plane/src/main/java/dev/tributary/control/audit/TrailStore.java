package dev.tributary.control.audit;

import dev.tributary.contracts.id.WorkspaceId;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Adds to the audit trail. Thread-safe. */
public interface TrailStore {
  /**
   * Adds entries in one transaction, which sees this workspace only. The same entry twice has one
   * effect. The outcome of an action replaces the entry that the action began, never the reverse.
   *
   * @param entries all of this workspace
   * @return fails with {@link EntryRefused} if an entry can never be stored, with {@link
   *     TrailUnavailable} if no entry can be the cause, and with {@link UnclassifiedFailure} if a
   *     repetition has to show it. It ends within 10 seconds
   */
  Uni<Void> add(WorkspaceId workspace, List<TrailEntry> entries);
}
