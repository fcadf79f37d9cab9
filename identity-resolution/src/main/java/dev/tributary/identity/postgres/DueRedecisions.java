package dev.tributary.identity.postgres;

import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Traits whose policy has changed and of which the loop has not been told yet: the outbox of the
 * commands that decide them anew. Thread-safe.
 */
public final class DueRedecisions {
  private final RequestDatabase database;
  private final DefinitionStore<TraitPolicy> policies;

  public DueRedecisions(RequestDatabase database, DefinitionStore<TraitPolicy> policies) {
    this.database = database;
    this.policies = policies;
  }

  /**
   * @param actor who changed the policy
   */
  public record Due(String trait, String actor, Instant at) {}

  /** Changes one policy; everybody is decided anew, even where it stays what it was. */
  public void change(String workspace, String trait, TraitPolicy policy, String actor) {
    database.inWorkspace(
        workspace,
        tx -> {
          add(tx, workspace, trait, actor);
          return policies.put(tx, workspace, trait, trait, policy);
        });
  }

  /** Before the change: whoever changes the same policy at once waits here, and sees this one. */
  static void add(Handle tx, String workspace, String trait, String actor) {
    tx.createUpdate(
            """
            insert into due_redecision (workspace, trait, actor, due_at)
            values (:workspace, :trait, :actor, clock_timestamp())
            on conflict (workspace, trait)
            do update set actor = excluded.actor, due_at = excluded.due_at\
            """)
        .bind("workspace", workspace)
        .bind("trait", trait)
        .bind("actor", actor)
        .execute();
  }

  /**
   * Tells of each that is due. What fails stays due; two who tell at once may tell twice.
   *
   * @param tell throws where it fails
   */
  public void tell(String workspace, Consumer<Due> tell) {
    for (Due due : due(workspace)) {
      tell.accept(due);
      database.inWorkspace(workspace, tx -> told(tx, workspace, due));
    }
  }

  private List<Due> due(String workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select trait, actor, due_at from due_redecision"
                        + " where workspace = :workspace order by due_at, trait")
                .bind("workspace", workspace)
                .map((rows, _) ->
                    new Due(rows.getString(1), rows.getString(2), rows.getTimestamp(3).toInstant()))
                .list());
  }

  /** Unless the policy has changed once more meanwhile. */
  private static int told(Handle tx, String workspace, Due due) {
    return tx.createUpdate(
            "delete from due_redecision where workspace = :workspace and trait = :trait"
                + " and due_at = :at")
        .bind("workspace", workspace)
        .bind("trait", due.trait())
        .bind("at", due.at())
        .execute();
  }
}
