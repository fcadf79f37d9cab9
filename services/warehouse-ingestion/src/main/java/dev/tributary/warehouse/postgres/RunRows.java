package dev.tributary.warehouse.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.warehouse.run.Phase;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunBuilder;
import dev.tributary.warehouse.run.RunState;
import dev.tributary.warehouse.snapshot.Counts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A run's columns, and the reading of a run from them. */
final class RunRows implements RowMapper<Run> {
  private static final String WORKED =
      "worked_ms + greatest(0, cast(extract(epoch from clock_timestamp() - working_since) * 1000"
          + " as bigint))";

  static final String COLUMNS =
      "workspace, id, model, state, phase, trigger, actor, queued_at, started_at, ended_at, counts,"
          + " published, released, failure_code, failure_detail, "
          + WORKED
          + " as worked";

  /** Ends the time of work on a run. */
  static final String WORK_PAUSED = "worked_ms = " + WORKED + ", working_since = null";

  @Override
  public Run map(ResultSet rows, StatementContext context) throws SQLException {
    String phase = rows.getString("phase");
    String code = rows.getString("failure_code");
    return RunBuilder.builder()
        .workspace(new WorkspaceId(rows.getString("workspace")))
        .id(new RunId(rows.getString("id")))
        .model(new ModelId(rows.getString("model")))
        .state(RunState.valueOf(rows.getString("state")))
        .phase(phase == null ? null : Phase.valueOf(phase))
        .trigger(rows.getString("trigger"))
        .actor(rows.getString("actor"))
        .queuedAt(rows.getTimestamp("queued_at").toInstant())
        .startedAt(instant(rows.getTimestamp("started_at")))
        .endedAt(instant(rows.getTimestamp("ended_at")))
        .worked(Duration.ofMillis(rows.getLong("worked")))
        .counts(Json.read(rows.getBytes("counts"), Counts.class))
        .published(rows.getLong("published"))
        .released(rows.getBoolean("released"))
        .failure(code == null ? null : new Run.Failure(code, rows.getString("failure_detail")))
        .build();
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
