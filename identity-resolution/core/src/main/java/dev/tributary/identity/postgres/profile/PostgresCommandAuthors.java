package dev.tributary.identity.postgres.profile;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.command.CommandAuthors;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The table {@code command_author}. */
public final class PostgresCommandAuthors implements CommandAuthors {
  private final RequestDatabase database;

  public PostgresCommandAuthors(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public void add(WorkspaceId workspace, EventId command, Author author) {
    database.unwitnessed(
        workspace,
        tx ->
            tx.createUpdate(
                    """
                    insert into command_author (workspace, command, actor, actor_name)
                    values (:workspace, :command, :actor, :name) on conflict do nothing\
                    """)
                .bind("workspace", workspace.value())
                .bind("command", command.value())
                .bind("actor", author.subject())
                .bind("name", author.name())
                .execute());
  }

  @Override
  public Map<String, Author> of(WorkspaceId workspace, Collection<String> commands) {
    if (commands.isEmpty()) {
      return Map.of();
    }
    return database.byKey(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select command, actor, actor_name from command_author
                    where workspace = :workspace and command = any(:commands)\
                    """)
                .bind("workspace", workspace.value())
                .bind("commands", commands.toArray(String[]::new))
                .reduceRows(
                    new HashMap<String, Author>(),
                    (found, row) -> {
                      found.put(
                          row.getColumn(1, String.class),
                          new Author(
                              row.getColumn(2, String.class), row.getColumn(3, String.class)));
                      return found;
                    }));
  }
}
