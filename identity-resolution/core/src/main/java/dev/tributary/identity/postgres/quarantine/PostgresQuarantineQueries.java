package dev.tributary.identity.postgres.quarantine;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.quarantine.QuarantineQueries;
import dev.tributary.identity.quarantine.QuarantineQueriesQuarantinedBuilder;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.quarantine.StoredHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link QuarantineQueries} over PostgreSQL. */
public final class PostgresQuarantineQueries implements QuarantineQueries {
  private static final String COLUMNS =
      """
      select id, kind, stage, reason, detail, pointer, source, quarantined_at, state, redrives,
             message_value, message_headers
      from quarantined_input where workspace = :workspace\
      """;

  private final RequestDatabase database;

  public PostgresQuarantineQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Quarantined> list(
      WorkspaceId workspace,
      String state,
      @Nullable String reason,
      @Nullable String after,
      int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    COLUMNS
                        + " and state = :state"
                        + " and (cast(:reason as text) is null or reason = :reason)"
                        + " and (cast(:after as text) is null or id < :after)"
                        + " order by id desc limit :limit")
                .bind("workspace", workspace.value())
                .bind("state", state)
                .bind("reason", reason)
                .bind("after", after)
                .bind("limit", limit)
                .map(PostgresQuarantineQueries::quarantined)
                .list());
  }

  @Override
  public List<Reason> reasons(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select reason, count(*), (array_agg(detail order by id desc))[1],"
                        + " max(quarantined_at) from quarantined_input"
                        + " where workspace = :workspace and state = 'waiting'"
                        + " group by reason order by count(*) desc, reason")
                .bind("workspace", workspace.value())
                .map((rows, context) ->
                    new Reason(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getString(3),
                        rows.getTimestamp(4).toInstant()))
                .list());
  }

  @Override
  public Optional<Quarantined> find(WorkspaceId workspace, String id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(COLUMNS + " and id = :id")
                .bind("workspace", workspace.value())
                .bind("id", id)
                .map(PostgresQuarantineQueries::quarantined)
                .findOne());
  }

  private static Quarantined quarantined(ResultSet rows, StatementContext context)
      throws SQLException {
    return QuarantineQueriesQuarantinedBuilder.builder()
        .id(rows.getString("id"))
        .kind(rows.getString("kind"))
        .stage(rows.getString("stage"))
        .reason(rows.getString("reason"))
        .detail(rows.getString("detail"))
        .pointer(rows.getString("pointer"))
        .source(rows.getString("source"))
        .quarantinedAt(rows.getTimestamp("quarantined_at").toInstant())
        .state(rows.getString("state"))
        .redrives(rows.getInt("redrives"))
        .value(rows.getBytes("message_value"))
        .headers(StoredHeaders.read(rows.getBytes("message_headers")))
        .build();
  }
}
