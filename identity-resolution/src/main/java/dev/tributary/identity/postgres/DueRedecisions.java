package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Traits whose policy or declared type has changed, and for which no command was sent yet: the
 * outbox of the commands that decide traits again. Thread-safe.
 */
public final class DueRedecisions {
  private final RequestDatabase database;
  private final DefinitionStore<TraitPolicy> policies;

  public DueRedecisions(RequestDatabase database, DefinitionStore<TraitPolicy> policies) {
    this.database = database;
    this.policies = policies;
  }

  /**
   * @param actor who changed the policy or the type
   */
  public record Due(String trait, String actor, Instant at) {}

  /** Changes one policy. All profiles are decided again, even if the policy stays the same. */
  public void change(WorkspaceId workspace, String trait, TraitPolicy policy, String actor) {
    database.inWorkspace(
        workspace,
        tx -> {
          add(tx, workspace, trait, actor);
          return policies.put(tx, workspace, trait, trait, policy);
        });
  }

  /**
   * All profiles are decided again if the trait's policy uses the declared type. Call it in the
   * transaction that changes the type, before the change.
   */
  public void typeChanges(Handle tx, WorkspaceId workspace, String trait, String actor) {
    if (policies
        .find(tx, workspace, trait)
        .filter(policy -> policy.spec().kind().usesType())
        .isPresent()) {
      add(tx, workspace, trait, actor);
    }
  }

  /**
   * Call it before the change: a caller who changes the same policy at the same time waits here,
   * and then sees this change.
   */
  static void add(Handle tx, WorkspaceId workspace, String trait, String actor) {
    tx.createUpdate(
            """
            insert into due_redecision (workspace, trait, actor, due_at)
            values (:workspace, :trait, :actor, clock_timestamp())
            on conflict (workspace, trait)
            do update set actor = excluded.actor, due_at = excluded.due_at\
            """)
        .bind("workspace", workspace.value())
        .bind("trait", trait)
        .bind("actor", actor)
        .execute();
  }

  /**
   * Sends the command of each due trait. A trait stays due if that fails; two callers at the same
   * time may send a command twice.
   *
   * @param send sends the command; throws if that fails
   */
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
