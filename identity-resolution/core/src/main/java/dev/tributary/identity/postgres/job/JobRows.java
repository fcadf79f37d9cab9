package dev.tributary.identity.postgres.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobBuilder;
import dev.tributary.identity.job.JobState;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of {@code job}. */
final class JobRows implements RowMapper<Job> {
  static final String COLUMNS =
      """
      workspace, id, kind, state, spec::text as spec, progress::text as progress,
      result::text as result, error, created_by, created_at, started_at, ended_at, cancel_asked,
      attempts\
      """;

  @Override
  public Job map(ResultSet rows, StatementContext context) throws SQLException {
    return JobBuilder.builder()
        .workspace(new WorkspaceId(rows.getString("workspace")))
        .id(rows.getString("id"))
        .kind(rows.getString("kind"))
        .state(JobState.named(rows.getString("state")))
        .spec(Json.read(rows.getBytes("spec"), JsonNode.class))
        .progress(json(rows.getBytes("progress")))
        .result(json(rows.getBytes("result")))
        .error(rows.getString("error"))
        .createdBy(rows.getString("created_by"))
        .createdAt(rows.getTimestamp("created_at").toInstant())
        .startedAt(time(rows.getTimestamp("started_at")))
        .endedAt(time(rows.getTimestamp("ended_at")))
        .cancelAsked(rows.getBoolean("cancel_asked"))
        .attempts(rows.getInt("attempts"))
        .build();
  }

  static String text(JsonNode json) {
    return new String(Json.write(json), StandardCharsets.UTF_8);
  }

  private static @Nullable JsonNode json(byte @Nullable [] text) {
    return text == null ? null : Json.read(text, JsonNode.class);
  }

  private static @Nullable Instant time(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
