package dev.tributary.identity.postgres.stream;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.stream.Cursor;
import dev.tributary.identity.stream.DecidedEvent;
import dev.tributary.identity.stream.DecidedEventBuilder;
import dev.tributary.identity.stream.DecisionBatch;
import dev.tributary.identity.stream.DecisionLog;
import dev.tributary.identity.stream.SkippedCount;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The log of decisions, in batches of the transactions that made them. A snapshot excludes
 * transactions that started after it, and the few that were running then; the union reads exactly
 * these, so a long transaction elsewhere costs nothing. Thread-safe.
 */
public final class PostgresDecisionLog implements DecisionLog {
  private static final int AT_ONCE = 2_000;
  private static final int COUNTED = 100_000;

  private static final String NEW =
      """
      (select %1$s from accepted_event
       where workspace = :workspace and decided >= pg_snapshot_xmax(cast(:from as pg_snapshot))
         and pg_visible_in_snapshot(decided, cast(:to as pg_snapshot))
       order by decided desc limit :limit)
      union all
      (select %1$s from accepted_event
       where workspace = :workspace
         and decided = any(array(select pg_snapshot_xip(cast(:from as pg_snapshot))))
         and pg_visible_in_snapshot(decided, cast(:to as pg_snapshot))
       order by decided desc limit :limit)\
      """;
  private static final String NEWEST =
      NEW.formatted(
              "event, source, type, name, outcome, reason, profile, happened_at, received_at,"
                  + " decided")
          + " order by decided desc, event desc limit :limit";
  private static final String COUNT =
      "select count(*) from (" + NEW.formatted("decided") + " limit :limit) as counted";

  private final RequestDatabase database;

  public PostgresDecisionLog(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Cursor now(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            new Cursor(
                tx.createQuery("select cast(pg_current_snapshot() as text)")
                    .mapTo(String.class)
                    .one()));
  }

  @Override
  public DecisionBatch between(WorkspaceId workspace, Cursor from, Cursor to) {
    return database.inWorkspace(
        workspace,
        tx -> {
          List<DecidedEvent> newest =
              tx.createQuery(NEWEST)
                  .bind("workspace", workspace.value())
                  .bind("from", from.snapshot())
                  .bind("to", to.snapshot())
                  .bind("limit", AT_ONCE)
                  .map(PostgresDecisionLog::decided)
                  .list();
          return new DecisionBatch(
              newest.reversed(),
              newest.size() < AT_ONCE ? SkippedCount.NOTHING : skipped(tx, workspace, from, to));
        });
  }

  private static SkippedCount skipped(Handle tx, WorkspaceId workspace, Cursor from, Cursor to) {
    long all =
        tx.createQuery(COUNT)
            .bind("workspace", workspace.value())
            .bind("from", from.snapshot())
            .bind("to", to.snapshot())
            .bind("limit", COUNTED)
            .mapTo(Long.class)
            .one();
    return new SkippedCount(all - AT_ONCE, all < COUNTED);
  }

  private static DecidedEvent decided(ResultSet rows, StatementContext context)
      throws SQLException {
    return DecidedEventBuilder.builder()
        .event(new EventId(rows.getString("event")))
        .source(new SourceId(rows.getString("source")))
        .type(rows.getString("type"))
        .name(rows.getString("name"))
        .outcome(rows.getString("outcome"))
        .reason(rows.getString("reason"))
        .profile(ProfileId.ofNullable(rows.getString("profile")))
        .timestamp(rows.getTimestamp("happened_at").toInstant())
        .receivedAt(rows.getTimestamp("received_at").toInstant())
        .build();
  }
}
