package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.warehouse.model.Schedule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * When models are due, when their last successful runs ended, and which runs wait for a decision.
 * Thread-safe.
 */
public final class ModelFacts implements FactSource {
  private final Jdbi worker;
  private final WorkspaceDirectory workspaces;

  public ModelFacts(Jdbi worker, WorkspaceDirectory workspaces) {
    this.worker = worker;
    this.workspaces = workspaces;
  }

  @Override
  public List<WorkspaceFact> facts(Set<WorkspaceId> workspaces) {
    List<WorkspaceFact> facts = new ArrayList<>(held(workspaces));
    facts.addAll(scheduled(workspaces));
    facts.addAll(finished(workspaces));
    return facts;
  }

  private List<WorkspaceFact> finished(Set<WorkspaceId> workspaces) {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                """
                select d.workspace, d.id, d.name, coalesce(r.ended_at, d.created_at)
                from definition d
                left join lateral (
                  select x.ended_at from run x
                  where x.workspace = d.workspace and x.model = d.id and x.state = 'SUCCEEDED'
                  order by x.id desc limit 1) r on true
                where d.workspace = any(:workspaces) and d.kind = 'model' and not d.deleted\
                """)
            .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
            .map((rows, context) ->
                new WorkspaceFact(
                    new WorkspaceId(rows.getString(1)),
                    new Fact.FinishedRun(
                        new ModelId(rows.getString(2)),
                        rows.getString(3),
                        rows.getTimestamp(4).toInstant())))
            .list());
  }

  private List<WorkspaceFact> held(Set<WorkspaceId> workspaces) {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                """
                select r.workspace, r.id, r.model, d.name from run r
                join definition d on d.workspace = r.workspace and d.kind = 'model'
                  and d.id = r.model and not d.deleted
                where r.workspace = any(:workspaces) and r.state = 'HELD'\
                """)
            .bindArray("workspaces", String.class, WorkspaceId.values(workspaces))
            .map((rows, context) ->
                new WorkspaceFact(
                    new WorkspaceId(rows.getString(1)),
                    new Fact.HeldRun(
                        new RunId(rows.getString(2)),
                        new ModelId(rows.getString(3)),
                        rows.getString(4))))
            .list());
  }

  /** A run in the queue has been due since it was queued; the schedule already has a later time. */
  private List<WorkspaceFact> scheduled(Set<WorkspaceId> asked) {
    return worker
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    select d.workspace, d.id, d.name, d.spec -> 'schedule' as schedule, s.next_at,
                      (select r.queued_at from run r where r.workspace = d.workspace
                         and r.model = d.id and r.state = 'QUEUED') as queued_at
                    from definition d
                    join model_schedule s on s.workspace = d.workspace and s.model = d.id
                      and s.version = d.version
                    where d.workspace = any(:workspaces) and d.kind = 'model' and not d.deleted
                      and d.spec -> 'schedule' ->> 'kind' <> 'manual' and s.next_at is not null\
                    """)
                .bindArray("workspaces", String.class, WorkspaceId.values(asked))
                .map((rows, context) -> scheduled(rows))
                .list())
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<WorkspaceFact> scheduled(ResultSet rows) throws SQLException {
    Optional<Workspace> found = workspaces.find(new WorkspaceId(rows.getString("workspace")));
    return found.isEmpty() ? Optional.empty() : scheduled(found.get(), rows);
  }

  private static Optional<WorkspaceFact> scheduled(Workspace workspace, ResultSet rows)
      throws SQLException {
    ModelId id = new ModelId(rows.getString("id"));
    String name = rows.getString("name");
    Schedule schedule = Json.read(rows.getBytes("schedule"), Schedule.class);
    Instant next = rows.getTimestamp("next_at").toInstant();
    java.sql.Timestamp queued = rows.getTimestamp("queued_at");
    // Schedules follow the workspace's clock, which may be ahead.
    Instant due =
        queued == null
            ? next.minusMillis(workspace.settings().clockOffsetMillis())
            : queued.toInstant();
    return schedule
        .next(next, workspace.zone())
        .map(after ->
            new WorkspaceFact(
                workspace.id(), new Fact.Scheduled(id, name, due, Duration.between(next, after))));
  }
}
