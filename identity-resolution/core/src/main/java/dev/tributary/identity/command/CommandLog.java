package dev.tributary.identity.command;

import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;

/** The log to which requests write their commands. Thread-safe. */
public interface CommandLog {
  /**
   * Waits for the log's acknowledgement.
   *
   * @return the {@code evt_} id under which the command is recorded
   * @throws LogUnavailable if the log cannot be written to; the command may have been written or
   *     not, and the caller may send it again
   */
  EventId send(Command command);
}
