package dev.tributary.identity.profile;

import dev.tributary.contracts.id.WorkspaceId;

/**
 * Requests that traits are decided again after a change of their policies or types. Thread-safe.
 */
public interface Redecisions {
  /**
   * Sends the due requests of a workspace. Call it after the change has been committed.
   *
   * @throws RuntimeException if the log cannot be written to; the decision stays due
   */
  void send(WorkspaceId workspace);
}
