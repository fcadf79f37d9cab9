package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Json;
import dev.tributary.identity.store.MergeStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;

/** {@link MergeStore} over PostgreSQL. */
public final class PostgresMergeStore implements MergeStore {
  private static final String INSERT =
      """
      insert into profile_merge (workspace, loser, survivor, cause, happened_at, loser_type,
                                 loser_value, survivor_type, survivor_value, loser_had,
                                 survivor_had, rules_version)
      select u.workspace, u.loser, u.survivor, u.cause, to_timestamp(u.at / 1e6), u.loser_type,
             u.loser_value, u.survivor_type, u.survivor_value, u.loser_had, u.survivor_had,
             u.rules_version
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bigint[]) with ordinality
           u(workspace, loser, survivor, cause, at, loser_type, loser_value, survivor_type,
             survivor_value, loser_had, survivor_had, rules_version, place)
      order by u.place\
      """;

  private final Connection tx;

  public PostgresMergeStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void insert(List<Done> done) {
    Jdbc.update(() -> {
      if (done.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(INSERT)) {
        new Columns<>(statement, done)
            .workspace(Done::workspace)
            .profile(row -> row.merge().profile())
            .text(row -> row.merge().into().value())
            .text(row -> row.merge().stamp().cause())
            .times(row -> row.merge().stamp().time())
            .text(row -> IdentifierParts.type(row.merge().left()))
            .text(row -> IdentifierParts.value(row.merge().left()))
            .text(row -> IdentifierParts.type(row.merge().right()))
            .text(row -> IdentifierParts.value(row.merge().right()))
            .bytes(row -> Json.write(row.merge().had()))
            .bytes(row -> Json.write(row.merge().otherHad()))
            .longs(row -> row.merge().rulesVersion());
        statement.executeUpdate();
      }
    });
  }
}
