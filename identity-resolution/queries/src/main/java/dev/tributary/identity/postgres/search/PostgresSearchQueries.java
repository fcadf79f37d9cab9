package dev.tributary.identity.postgres.search;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.search.SearchQueries;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link SearchQueries} over PostgreSQL. */
public final class PostgresSearchQueries implements SearchQueries {
  private static final String LONGEST_MILLIS = "2000";

  /** One step along the primary key for each type there is, instead of a look at every row. */
  private static final String TYPES =
      """
      with recursive known(type) as (
        (select type from identifier where workspace = :workspace order by type limit 1)
        union all
        select (select i.type from identifier i
                where i.workspace = :workspace and i.type > k.type order by i.type limit 1)
        from known k where k.type is not null)
      select type from known where type is not null\
      """;

  /** The last character of all: no value with this beginning sorts after it. */
  private static final String BEGINNING =
      """
      select distinct found.type, found.value, found.profile
      from unnest(:types) t(type) cross join unnest(:beginnings) b(beginning)
      cross join lateral (
        select i.type, i.value, i.profile from identifier i
        where i.workspace = :workspace and i.type = t.type
          and i.value >= b.beginning and i.value < b.beginning || chr(1114111)
        order by i.value limit :limit) found
      order by found.value, found.type limit :limit\
      """;

  private static final String SIMILAR =
      "select type, value, profile from similar_identifiers(:sought, :types, :limit)";

  private final RequestDatabase database;

  public PostgresSearchQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Hit> beginning(
      WorkspaceId workspace, Collection<String> beginnings, Collection<String> types, int limit) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Collection<String> wanted =
              types.isEmpty()
                  ? tx.createQuery(TYPES)
                      .bind("workspace", workspace.value())
                      .mapTo(String.class)
                      .list()
                  : types;
          return tx.createQuery(BEGINNING)
              .bind("workspace", workspace.value())
              .bind("types", wanted.toArray(String[]::new))
              .bind("beginnings", beginnings.toArray(String[]::new))
              .bind("limit", limit)
              .map(PostgresSearchQueries::hit)
              .list();
        });
  }

  @Override
  public List<Hit> similar(
      WorkspaceId workspace, String sought, Collection<String> types, int limit) {
    return database.inWorkspace(
        workspace,
        tx -> {
          tx.createQuery("select set_config('statement_timeout', :longest, true)")
              .bind("longest", LONGEST_MILLIS)
              .mapTo(String.class)
              .one();
          return tx.createQuery(SIMILAR)
              .bind("sought", sought)
              .bind("types", types.isEmpty() ? null : types.toArray(String[]::new))
              .bind("limit", limit)
              .map(PostgresSearchQueries::hit)
              .list();
        });
  }

  private static Hit hit(ResultSet rows, StatementContext context) throws SQLException {
    return new Hit(
        new Identifier(rows.getString(1), rows.getString(2)), new ProfileId(rows.getString(3)));
  }
}
