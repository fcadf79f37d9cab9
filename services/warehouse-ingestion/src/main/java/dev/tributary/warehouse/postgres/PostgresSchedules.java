package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.warehouse.run.Schedules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** When models are due, across workspaces, as the worker's role sees them. Thread-safe. */
public final class PostgresSchedules implements Schedules {
  private final Jdbi worker;

  public PostgresSchedules(Jdbi worker) {
    this.worker = worker;
  }

  @Override
  public List<Entry> entries() {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                """
                select d.workspace, d.id, d.version, d.spec->'schedule' as schedule,
                  coalesce(s.version, 0) as scheduled, s.next_at,
                  case when s.version = d.version then true else coalesce((
                    select count(*) from definition_version v
                    where v.workspace = d.workspace and v.kind = 'model' and v.id = d.id
                      and v.version between s.version and d.version and not v.deleted
                      and v.spec->'schedule' = d.spec->'schedule'
                      and coalesce(v.spec->>'paused', 'false') = 'false')
                    = d.version - s.version + 1, false) end as unchanged
                from definition d
                left join model_schedule s on s.workspace = d.workspace and s.model = d.id
                where d.kind = 'model' and not d.deleted
                  and d.spec->'schedule'->>'kind' <> 'manual'
                  and coalesce(d.spec->>'paused', 'false') = 'false'\
                """)
            .map((rows, context) ->
                new Entry(
                    new WorkspaceId(rows.getString("workspace")),
                    new ModelId(rows.getString("id")),
                    rows.getLong("version"),
                    rows.getString("schedule"),
                    rows.getLong("scheduled"),
                    rows.getBoolean("unchanged"),
                    Optional.ofNullable(rows.getTimestamp("next_at"))
                        .map(java.sql.Timestamp::toInstant)))
            .list());
  }

  @Override
  public void set(WorkspaceId workspace, ModelId model, long version, @Nullable Instant next) {
    worker.useHandle(handle ->
        handle
            .createUpdate(
                """
                insert into model_schedule (workspace, model, version, next_at)
                values (:workspace, :model, :version, :next)
                on conflict (workspace, model) do update
                set version = excluded.version, next_at = excluded.next_at\
                """)
            .bind("workspace", workspace.value())
            .bind("model", model.value())
            .bind("version", version)
            .bind("next", next)
            .execute());
  }
}
