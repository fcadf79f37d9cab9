package dev.tributary.identity.postgres;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.ReadLog;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The audit trail of reads: who has read whose personal data. Thread-safe. */
public final class AuditTable implements ReadLog {
  private static final String LIST =
      """
      select id, actor, actor_name, operation, nullif(profile, ''), nullif(part, ''), reads,
             first_at, last_at
      from audit_entry where workspace = :workspace\
      """;

  private final RequestDatabase database;
  private final AuditEntries entries;

  public AuditTable(RequestDatabase database, AuditEntries entries) {
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

  /**
   * A recorded read.
   *
   * @param profile as it was then; null if the read concerned more than one profile, or none
   * @param reads how often, within the minute after the first
   */
  public record Entry(
      String id,
      String actor,
      String actorName,
      String operation,
      @Nullable String profile,
      @Nullable String part,
      int reads,
      Instant firstAt,
      Instant lastAt) {}

  /**
   * Newest first.
   *
   * @param profiles reads of these profiles; null for all
   * @param actor the reader, by subject or name; null for any
   * @param after the last entry of the previous page, or null
   */
  public List<Entry> list(
      WorkspaceId workspace,
      @Nullable List<String> profiles,
      @Nullable String actor,
      @Nullable String after,
      int limit) {
    String sql =
        LIST
            + (profiles == null ? "" : " and profile = any(:profiles)")
            + (actor == null ? "" : " and (actor = :actor or actor_name = :actor)")
            + (after == null ? "" : " and id < :after")
            + " order by id desc limit :limit";
    return database.inWorkspace(
        workspace,
        tx -> {
          Query query =
              tx.createQuery(sql).bind("workspace", workspace.value()).bind("limit", limit);
          if (profiles != null) {
            query.bind("profiles", profiles.toArray(String[]::new));
          }
          if (actor != null) {
            query.bind("actor", actor);
          }
          if (after != null) {
            query.bind("after", after);
          }
          return query.map(AuditTable::entry).list();
        });
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
