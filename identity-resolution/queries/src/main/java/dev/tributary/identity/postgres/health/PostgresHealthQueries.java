package dev.tributary.identity.postgres.health;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.evidence.ConflictStore;
import dev.tributary.identity.health.HealthQueries;
import dev.tributary.identity.postgres.evidence.PostgresConflictStore;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** {@link HealthQueries} over PostgreSQL. */
public final class PostgresHealthQueries implements HealthQueries {
  private static final int LARGEST = 5;
  private static final int DAYS = 7;
  private static final int LOOKED_AT = 1_000;
  private static final int MOST_SUSPECTED = 100;

  private final RequestDatabase database;

  public PostgresHealthQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Health of(WorkspaceId workspace, ZonedDateTime now, Predicate<Identifier> blocked) {
    return database.inWorkspace(
        workspace,
        tx ->
            new Health(
                merges(tx, workspace, now),
                largest(tx, workspace),
                suspected(tx, workspace, blocked)));
  }

  /**
   * Java computes when days begin. PostgreSQL takes a zone such as CET for an offset without summer
   * time, and may have other zone rules than other services that count days.
   */
  private static List<MergesOfDay> merges(Handle tx, WorkspaceId workspace, ZonedDateTime now) {
    LocalDate today = now.toLocalDate();
    List<LocalDate> days = today.minusDays(DAYS - 1).datesUntil(today.plusDays(1)).toList();
    List<String> begins =
        days.stream().map(day -> day.atStartOfDay(now.getZone()).toInstant().toString()).toList();
    return tx.createQuery(
            """
            select width_bucket(merged_at, cast(:begins as timestamptz[])) as place, count(*)
            from merged_profile
            where workspace = :workspace
              and merged_at >= cast(:from as timestamptz) and merged_at <= :now
            group by place order by place desc\
            """)
        .bind("workspace", workspace.value())
        .bindArray("begins", String.class, begins)
        .bind("from", begins.getFirst())
        .bind("now", now.toInstant())
        .map((rows, _) -> new MergesOfDay(days.get(rows.getInt(1) - 1), rows.getLong(2)))
        .list();
  }

  private static List<Large> largest(Handle tx, WorkspaceId workspace) {
    return tx.createQuery(
            """
            select profile, identifiers from profile
            where workspace = :workspace and identifiers >= 10
            order by identifiers desc, profile limit :limit\
            """)
        .bind("workspace", workspace.value())
        .bind("limit", LARGEST)
        .map((rows, _) -> new Large(new ProfileId(rows.getString(1)), rows.getInt(2)))
        .list();
  }

  private static int suspected(Handle tx, WorkspaceId workspace, Predicate<Identifier> blocked) {
    return (int)
        PostgresConflictStore.suspected(tx, workspace, null, LOOKED_AT).stream()
            .map(ConflictStore.Shared::identifier)
            .filter(blocked.negate())
            .limit(MOST_SUSPECTED)
            .count();
  }
}
