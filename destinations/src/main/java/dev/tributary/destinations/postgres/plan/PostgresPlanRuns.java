package dev.tributary.destinations.postgres.plan;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.plan.PlanRun;
import dev.tributary.destinations.plan.PlanRuns;
import dev.tributary.destinations.plan.PlanTicket.Action;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The plans that are computed in the background, for requests. Thread-safe. */
public final class PostgresPlanRuns implements PlanRuns {
  private final RequestDatabase database;
  private final Supplier<String> ids;

  /**
   * @param ids creates ids of plans
   */
  public PostgresPlanRuns(RequestDatabase database, Supplier<String> ids) {
    this.database = database;
    this.ids = ids;
  }

  @Override
  public Optional<PlanRun> start(Action action, Sync sync, long about) {
    return database.unwitnessed(
        sync.workspace(),
        tx ->
            tx.createQuery(
                    """
                    insert into sync_plan (id, workspace, action, sync, sync_version, spec, about)
                    values (:id, :workspace, :action, :sync, :version, :spec, :about)
                    on conflict (workspace) where state = 'running' do nothing
                    returning %s\
                    """
                        .formatted(PlanRunRows.COLUMNS))
                .bind("id", ids.get())
                .bind("workspace", sync.workspace().value())
                .bind("action", action.name().toLowerCase(Locale.ROOT))
                .bind("sync", sync.id().value())
                .bind("version", sync.version())
                .bind("spec", PlanRunRows.json(sync.spec()))
                .bind("about", about)
                .map((row, _) -> PlanRunRows.run(row))
                .findFirst());
  }

  @Override
  public Optional<PlanRun> find(WorkspaceId workspace, String id) {
    return database.unwitnessed(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    update sync_plan set asked_at = clock_timestamp()
                    where workspace = :workspace and id = :id and (ended_at is null
                      or ended_at > clock_timestamp() - interval '%s')
                    returning %s\
                    """
                        .formatted(PostgresPlanRunStore.KEPT, PlanRunRows.COLUMNS))
                .bind("workspace", workspace.value())
                .bind("id", id)
                .map((row, _) -> PlanRunRows.run(row))
                .findFirst());
  }

  @Override
  public boolean cancel(WorkspaceId workspace, String id) {
    return database.unwitnessed(
        workspace,
        tx ->
            tx.createUpdate(
                        """
                        update sync_plan set state = 'cancelled', lease_until = null,
                          ended_at = clock_timestamp()
                        where workspace = :workspace and id = :id and state = 'running'\
                        """)
                    .bind("workspace", workspace.value())
                    .bind("id", id)
                    .execute()
                > 0);
  }
}
