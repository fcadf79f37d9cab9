package dev.tributary.identity.postgres;

import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Who has read personal data of whom. Thread-safe. */
public final class AuditTable {
  private static final String ADD =
      """
      insert into audit_entry (workspace, id, actor, actor_name, operation, profile, part, minute,
        reads, first_at, last_at)
      select :workspace, u.id, :actor, :actorName, :operation, u.profile, :part, :minute, 1, :at, :at
      from unnest(:ids, :profiles) u(id, profile)
      on conflict (workspace, actor, operation, profile, part, minute)
      do update set reads = audit_entry.reads + 1, last_at = excluded.last_at\
      """;
  private static final String LIST =
      """
      select id, actor, actor_name, operation, nullif(profile, ''), nullif(part, ''), reads,
             first_at, last_at
      from audit_entry where workspace = :workspace\
      """;

  private final RequestDatabase database;

  public AuditTable(RequestDatabase database) {
    this.database = database;
  }

  /**
   * A read that was answered.
   *
   * @param actor the token's subject
   * @param operation as the API's document calls it
   * @param part the trait, the event or the input; null where it was the whole
   */
  public record Read(
      String actor, String actorName, String operation, @Nullable String part, Instant at) {}

  /** Something read of somebody. */
  public record Reading(String id, String profile) {}

  /**
   * Returns when it is on the disk. A read like one of the same minute counts on its row.
   *
   * @param readings a new row's id for each profile, which is empty where it is nobody's; in an
   *     order, so that nobody waits in a circle
   */
  public void add(String workspace, Read read, List<Reading> readings) {
    database.inWorkspace(
        workspace,
        tx ->
            tx.createUpdate(ADD)
                .bind("workspace", workspace)
                .bind("actor", read.actor())
                .bind("actorName", read.actorName())
                .bind("operation", read.operation())
                .bind("part", read.part() == null ? "" : read.part())
                .bind("minute", read.at().truncatedTo(ChronoUnit.MINUTES))
                .bind("at", read.at())
                .bind("ids", readings.stream().map(Reading::id).toArray(String[]::new))
                .bind("profiles", readings.stream().map(Reading::profile).toArray(String[]::new))
                .execute());
  }

  /**
   * What is on record.
   *
   * @param profile as it was then; null where it was more than one person's, or nobody's
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
   * @param profiles of whom; null for everybody
   * @param actor who has read, by subject or name; null for anybody
   * @param after the last entry of the page before, or null
   */
  public List<Entry> list(
      String workspace,
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
          Query query = tx.createQuery(sql).bind("workspace", workspace).bind("limit", limit);
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
