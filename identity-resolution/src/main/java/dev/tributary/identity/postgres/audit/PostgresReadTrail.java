package dev.tributary.identity.postgres.audit;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.ReadQueries;
import dev.tributary.identity.postgres.query.Conditions;
import dev.tributary.runtime.audit.ReadLog;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link ReadQueries} over PostgreSQL, and the log of this service's own reads. Thread-safe. */
public final class PostgresReadTrail implements ReadLog, ReadQueries {
  private static final String LIST =
      """
      select id, actor, actor_name, operation, nullif(profile, ''), nullif(part, ''), reads,
             first_at, last_at
      from audit_entry where workspace = :workspace\
      """;

  private final RequestDatabase database;
  private final AuditEntries entries;

  public PostgresReadTrail(RequestDatabase database, AuditEntries entries) {
    this.database = database;
    this.entries = entries;
  }

  /** Returns after the read is stored durably. */
  @Override
  public void add(PersonalDataRead read) {
    database.unwitnessed(
        read.workspace(),
        tx -> {
          try {
            entries.add(tx.getConnection(), List.of(read));
          } catch (SQLException e) {
            throw new IllegalStateException("The trail cannot be written to", e);
          }
          return read;
        });
  }

  @Override
  public List<Entry> list(
      WorkspaceId workspace,
      @Nullable List<String> profiles,
      @Nullable String actor,
      @Nullable String after,
      int limit) {
    Conditions conditions =
        new Conditions()
            .and(
                "profile = any(:profiles)",
                "profiles",
                profiles == null ? null : profiles.toArray(String[]::new))
            .and("(actor = :actor or actor_name = :actor)", "actor", actor)
            .and("id < :after", "after", after);
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(LIST + conditions.sql() + " order by id desc limit :limit")
                .bind("workspace", workspace.value())
                .bind("limit", limit)
                .bindMap(conditions.bindings())
                .map(PostgresReadTrail::entry)
                .list());
  }

  private static Entry entry(ResultSet rows, StatementContext context) throws SQLException {
    return new Entry(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        rows.getString(6),
        rows.getInt(7),
        rows.getTimestamp(8).toInstant(),
        rows.getTimestamp(9).toInstant());
  }
}
