package dev.tributary.identity.postgres.store;

import dev.tributary.identity.store.SharedIdentifierStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** {@link SharedIdentifierStore} over PostgreSQL. */
public final class PostgresSharedIdentifierStore implements SharedIdentifierStore {
  private static final String KEEP =
      """
      insert into shared_identifier as s (workspace, type, value, beside, suspected, first_at,
        last_at)
      select u.workspace, u.type, u.value, array_agg(distinct u.beside),
        count(distinct u.beside) > max(u.enough), to_timestamp(min(u.at) / 1e6),
        to_timestamp(max(u.at) / 1e6)
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[])
           u(workspace, type, value, beside, enough, at)
      group by u.workspace, u.type, u.value
      order by u.workspace, u.type, u.value
      on conflict (workspace, type, value) do update set
        beside = case when s.suspected then s.beside
          else (select array_agg(distinct b) from unnest(s.beside || excluded.beside) b) end,
        suspected = s.suspected or excluded.suspected,
        first_at = least(s.first_at, excluded.first_at),
        last_at = greatest(s.last_at, excluded.last_at)\
      """;

  private static final String SUSPECT =
      """
      update shared_identifier s set suspected = true
      from (select distinct * from unnest(?::text[], ?::text[], ?::text[], ?::int[])) u(workspace,
        type, value, enough)
      where s.workspace = u.workspace and s.type = u.type and s.value = u.value
        and not s.suspected and cardinality(s.beside) > u.enough\
      """;

  private final Connection tx;

  public PostgresSharedIdentifierStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void keep(Collection<SharedIdentifierEvidence> sightings) {
    Jdbc.update(() -> {
      if (sightings.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
        identifiers(statement, sightings)
            .text(SharedIdentifierEvidence::beside)
            .ints(SharedIdentifierEvidence::enough)
            .times(SharedIdentifierEvidence::at);
        statement.executeUpdate();
      }
      try (PreparedStatement statement = tx.prepareStatement(SUSPECT)) {
        identifiers(statement, sightings).ints(SharedIdentifierEvidence::enough);
        statement.executeUpdate();
      }
    });
  }

  private static Columns<SharedIdentifierEvidence> identifiers(
      PreparedStatement statement, Collection<SharedIdentifierEvidence> sightings)
      throws SQLException {
    return new Columns<>(statement, sightings)
        .workspace(row -> row.identifier().workspace())
        .text(row -> row.identifier().identifier().type())
        .text(row -> row.identifier().identifier().value());
  }
}
