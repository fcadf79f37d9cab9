package dev.tributary.identity.postgres.evidence;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.evidence.CappedProfileQueries;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link CappedProfileQueries} over PostgreSQL. */
public final class PostgresCappedProfileQueries implements CappedProfileQueries {
  private static final String READ =
      """
      select p.workspace, p.profile, p.version, p.document, c.since, c.last_at,
        array(select distinct k.reason from conflict k
          where k.workspace = c.workspace and k.profile = c.profile and k.outcome is null)
      from capped_profile c
      join profile p on p.workspace = c.workspace and p.profile = c.profile
      where c.workspace = :workspace %s
      order by c.last_at desc, c.profile desc limit :limit\
      """;

  private final RequestDatabase database;

  public PostgresCappedProfileQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Capped> list(WorkspaceId workspace, @Nullable ListPosition after, int limit) {
    String page = after == null ? "" : "and (c.last_at, c.profile) < (:at, :profile)";
    return database.inWorkspace(
        workspace,
        tx -> {
          Query query =
              tx.createQuery(READ.formatted(page))
                  .bind("workspace", workspace.value())
                  .bind("limit", limit);
          if (after != null) {
            query.bind("at", after.time()).bind("profile", after.id());
          }
          return query.map(PostgresCappedProfileQueries::capped).list();
        });
  }

  private static Capped capped(ResultSet rows, StatementContext context) throws SQLException {
    return new Capped(
        ProfileCodec.read(
            new WorkspaceId(rows.getString(1)),
            new ProfileId(rows.getString(2)),
            rows.getLong(3),
            rows.getBytes(4)),
        List.of((String[]) rows.getArray(7).getArray()),
        rows.getTimestamp(5).toInstant(),
        rows.getTimestamp(6).toInstant());
  }
}
