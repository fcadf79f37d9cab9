package dev.tributary.identity.stream;

import dev.tributary.contracts.id.WorkspaceId;

/** The store's record of decisions. Thread-safe. */
public interface DecisionLog {
  Cursor now(WorkspaceId workspace);

  /** The decisions after {@code from}, up to and including {@code to}; bounded. */
  DecisionBatch between(WorkspaceId workspace, Cursor from, Cursor to);
}
