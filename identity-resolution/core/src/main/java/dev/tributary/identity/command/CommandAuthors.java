package dev.tributary.identity.command;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.Map;

/** The callers who sent commands about people. Every call blocks. Thread-safe. */
public interface CommandAuthors {

  /**
   * The caller who sent a command.
   *
   * @param subject of the token
   * @param name at that time
   */
  record Author(String subject, String name) {}

  /**
   * @param command the id under which the command is recorded
   */
  void add(WorkspaceId workspace, EventId command, Author author);

  /** By the id of the command. Commands without a recorded author are absent. */
  Map<String, Author> of(WorkspaceId workspace, Collection<String> commands);
}
