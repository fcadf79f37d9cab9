package dev.tributary.identity.postgres.settings;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.postgres.SqlStatements;
import dev.tributary.identity.profile.DueRedecisions;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** {@link DueRedecisions} over PostgreSQL: the outbox of the commands that decide traits again. */
public final class RedecisionOutbox implements DueRedecisions {
  private static final String ADD =
      """
      insert into due_redecision (workspace, trait, actor, due_at)
      values (:workspace, :trait, :actor, clock_timestamp())
      on conflict (workspace, trait)
      do update set actor = excluded.actor, due_at = excluded.due_at\
      """;

  private final RequestDatabase database;

  public RedecisionOutbox(RequestDatabase database) {
    this.database = database;
  }

  /**
   * Call it before the change: a caller who changes the same policy at the same time waits here,
   * and then sees this change.
   */
  static void add(DefinitionTransaction tx, WorkspaceId workspace, String trait, String actor) {
    SqlStatements.in(tx)
        .execute(ADD, Map.of("workspace", workspace.value(), "trait", trait, "actor", actor));
  }

  @Override
  public void sendDue(WorkspaceId workspace, Consumer<Due> send) {
    for (Due due : due(workspace)) {
      send.accept(due);
      database.inWorkspace(workspace, tx -> delete(tx, workspace, due));
    }
  }

  private List<Due> due(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select trait, actor, due_at from due_redecision"
                        + " where workspace = :workspace order by due_at, trait")
                .bind("workspace", workspace.value())
                .map((rows, _) ->
                    new Due(rows.getString(1), rows.getString(2), rows.getTimestamp(3).toInstant()))
                .list());
  }

  /** Keeps the row if the policy has changed again since. */
  private static int delete(Handle tx, WorkspaceId workspace, Due due) {
    return tx.createUpdate(
            "delete from due_redecision where workspace = :workspace and trait = :trait"
                + " and due_at = :at")
        .bind("workspace", workspace.value())
        .bind("trait", due.trait())
        .bind("at", due.at())
        .execute();
  }
}
