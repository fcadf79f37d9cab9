package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.fact.Fact;
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
import org.jdbi.v3.core.Jdbi;

/** When models are due, and which runs wait for a decision. Thread-safe. */
public final class ModelFacts implements FactSource {
  private final Jdbi worker;
  private final WorkspaceDirectory workspaces;

  public ModelFacts(Jdbi worker, WorkspaceDirectory workspaces) {
    this.worker = worker;
    this.workspaces = workspaces;
  }

  @Override
  public List<Fact> facts(WorkspaceId workspace) {
    List<Fact> facts = new ArrayList<>(held(workspace));
    workspaces.find(workspace).ifPresent(found -> facts.addAll(scheduled(found)));
    return facts;
  }

  private List<Fact> held(WorkspaceId workspace) {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                """
                select r.id, r.model, d.name from run r
                join definition d on d.workspace = r.workspace and d.kind = 'model'
                  and d.id = r.model and not d.deleted
                where r.workspace = :workspace and r.state = 'HELD'\
                """)
            .bind("workspace", workspace.value())
            .<Fact>map((rows, context) ->
                new Fact.HeldRun(rows.getString(1), rows.getString(2), rows.getString(3)))
            .list());
  }

  /** A run in the queue has been due since it was queued; the schedule already has a later time. */
  private List<Fact> scheduled(Workspace workspace) {
    return worker
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    select d.id, d.name, d.spec -> 'schedule' as schedule, s.next_at,
                      (select r.queued_at from run r where r.workspace = d.workspace
                         and r.model = d.id and r.state = 'QUEUED') as queued_at
                    from definition d
                    join model_schedule s on s.workspace = d.workspace and s.model = d.id
                      and s.version = d.version
                    where d.workspace = :workspace and d.kind = 'model' and not d.deleted
                      and d.spec -> 'schedule' ->> 'kind' <> 'manual' and s.next_at is not null\
                    """)
                .bind("workspace", workspace.id().value())
                .map((rows, context) -> scheduled(workspace, rows))
                .list())
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Fact> scheduled(Workspace workspace, ResultSet rows) throws SQLException {
    String id = rows.getString("id");
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
        .map(after -> new Fact.Scheduled(id, name, due, Duration.between(next, after)));
  }
}
