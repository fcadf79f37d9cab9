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
      workspace, id, kind, state, spec::text, progress::text, result::text, error, created_by,
      created_at, started_at, ended_at, cancel_asked, attempts\
      """;

  @Override
  public Job map(ResultSet rows, StatementContext context) throws SQLException {
    return JobBuilder.builder()
        .workspace(new WorkspaceId(rows.getString(1)))
        .id(rows.getString(2))
        .kind(rows.getString(3))
        .state(JobState.named(rows.getString(4)))
        .spec(Json.read(rows.getBytes(5), JsonNode.class))
        .progress(json(rows.getBytes(6)))
        .result(json(rows.getBytes(7)))
        .error(rows.getString(8))
        .createdBy(rows.getString(9))
        .createdAt(rows.getTimestamp(10).toInstant())
        .startedAt(time(rows.getTimestamp(11)))
        .endedAt(time(rows.getTimestamp(12)))
        .cancelAsked(rows.getBoolean(13))
        .attempts(rows.getInt(14))
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
