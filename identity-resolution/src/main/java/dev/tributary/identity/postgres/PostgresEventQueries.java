package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.timeline.EventQueries;
import dev.tributary.identity.timeline.TimelineQueries.Moment;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link EventQueries} over PostgreSQL. */
public final class PostgresEventQueries implements EventQueries {
  static final String COLUMNS =
      """
      select event, source, type, name, outcome, reason, profile, happened_at, received_at, topic,
             part, position
      from accepted_event where workspace = :workspace\
      """;

  private final RequestDatabase database;

  public PostgresEventQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Recorded> list(
      WorkspaceId workspace, Filter filter, @Nullable String after, int limit) {
    StringBuilder sql = conditions(filter);
    when(after, sql, " and event < :after");
    sql.append(" order by event desc limit :limit");
    return query(
        workspace,
        sql,
        filter,
        limit,
        query -> {
          if (after != null) {
            query.bind("after", after);
          }
        });
  }

  @Override
  public List<Recorded> inOrder(
      WorkspaceId workspace, Filter filter, @Nullable Moment after, int limit) {
    StringBuilder sql = conditions(filter);
    when(after, sql, " and (happened_at, event) > (:afterTime, :afterEvent)");
    sql.append(" order by happened_at, event limit :limit");
    return query(
        workspace,
        sql,
        filter,
        limit,
        query -> {
          if (after != null) {
            query.bind("afterTime", after.timestamp()).bind("afterEvent", after.event());
          }
        });
  }

  private List<Recorded> query(
      WorkspaceId workspace, StringBuilder sql, Filter filter, int limit, Consumer<Query> after) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Query query =
              tx.createQuery(sql.toString())
                  .bind("workspace", workspace.value())
                  .bind("limit", limit);
          bind(query, filter);
          after.accept(query);
          return query.map(PostgresEventQueries::recorded).list();
        });
  }

  private static StringBuilder conditions(Filter filter) {
    StringBuilder sql = new StringBuilder(COLUMNS);
    when(filter.profiles(), sql, " and profile = any(:profiles)");
    when(filter.messageId(), sql, " and message_hash = :message");
    when(filter.outcome(), sql, " and outcome = :outcome");
    when(filter.source(), sql, " and source = :source");
    when(filter.type(), sql, " and type = :type");
    when(filter.from(), sql, " and received_at >= :from");
    when(filter.to(), sql, " and received_at < :to");
    return sql;
  }

  private static void when(@Nullable Object value, StringBuilder sql, String condition) {
    if (value != null) {
      sql.append(condition);
    }
  }

  private static void bind(Query query, Filter filter) {
    List<String> profiles = filter.profiles();
    if (profiles != null) {
      query.bind("profiles", profiles.toArray(String[]::new));
    }
    if (filter.messageId() != null) {
      query.bind("message", MessageKey.hash(filter.messageId()));
    }
    if (filter.outcome() != null) {
      query.bind("outcome", filter.outcome().wireName());
    }
    if (filter.source() != null) {
      query.bind("source", filter.source());
    }
    if (filter.type() != null) {
      query.bind("type", filter.type());
    }
    if (filter.from() != null) {
      query.bind("from", filter.from());
    }
    if (filter.to() != null) {
      query.bind("to", filter.to());
    }
  }

  @Override
  public Optional<Recorded> find(WorkspaceId workspace, String event) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(COLUMNS + " and event = :event")
                .bind("workspace", workspace.value())
                .bind("event", event)
                .map(PostgresEventQueries::recorded)
                .findOne());
  }

  @Override
  public List<LeftOut> leftOut(WorkspaceId workspace, String event) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select left_out from accepted_event"
                        + " where workspace = :workspace and event = :event")
                .bind("workspace", workspace.value())
                .bind("event", event)
                .map((rows, _) -> LeftOutCodec.read(rows.getString(1)))
                .findOne()
                .orElse(List.of()));
  }

  static Recorded recorded(ResultSet rows, StatementContext context) throws SQLException {
    return new Recorded(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        rows.getString(6),
        rows.getString(7),
        rows.getTimestamp(8).toInstant(),
        rows.getTimestamp(9).toInstant(),
        new LogPosition(rows.getString(10), rows.getInt(11), rows.getLong(12)));
  }
}
