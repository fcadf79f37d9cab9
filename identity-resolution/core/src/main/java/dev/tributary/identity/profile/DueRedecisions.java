package dev.tributary.identity.profile;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Traits whose policy or declared type has changed, and for which no command was sent yet.
 * Thread-safe.
 */
public interface DueRedecisions {
  /**
   * @param actor the subject of the user who changed the policy or the type
   */
  record Due(String trait, String actor, Instant at) {}

  /**
   * Sends the command of each due trait. A trait stays due if that fails; two callers at the same
   * time may send a command twice.
   *
   * @param send sends the command; throws if that fails
   */
  void sendDue(WorkspaceId workspace, Consumer<Due> send);
}
