package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.postgres.store.Jdbc;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.replay.SeedEvidence;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatements;

/** {@link SeedEvidence} over PostgreSQL. */
public final class PostgresSeedEvidence implements SeedEvidence {
  /**
   * Evidence of rows is left out here: the log holds rows for ever, and evidence of their older
   * versions is replayed last.
   */
  private static final String LIST_FIRST =
      """
      insert into replay_evidence (shadow, source, cause, message_id, happened_at, types, values)
      select :copy, e.source, e.cause, min(e.message_id), e.happened_at,
             array_agg(i.type), array_agg(i.value)
      from edge e
      cross join lateral (values
        (e.left_type, e.left_value), (e.right_type, e.right_value)) i(type, value)
      left join accepted_event a on a.workspace = e.workspace and a.event = e.cause
      where e.workspace = :workspace and a.event is null and e.source not like :row
      group by e.source, e.cause, e.happened_at
      order by e.happened_at, e.cause\
      """;

  /**
   * Identifiers that did not count may count under other rules. They are replayed last, so under
   * the same rules they change no profile. Conflicts because of a cap on merges are left out,
   * because evidence does not contain the number of merges.
   */
  private static final String LIST_LAST =
      """
      insert into replay_evidence (shadow, source, cause, message_id, happened_at, types, values)
      select :copy, r.source, r.cause, null, r.happened_at, r.types, r.values
      from (
        select e.source, e.cause, e.happened_at,
               array_agg(i.type) as types, array_agg(i.value) as values
        from edge e
        cross join lateral (values
          (e.left_type, e.left_value), (e.right_type, e.right_value)) i(type, value)
        left join edge o on o.workspace = :copy
          and o.left_type = e.left_type and o.left_value = e.left_value
          and o.right_type = e.right_type and o.right_value = e.right_value
        left join replay_row_version v
          on v.shadow = :copy and v.source = e.source and v.run = e.cause
        where e.workspace = :workspace and o.cause is null and e.source like :row
          and v.run is null
        group by e.source, e.cause, e.happened_at
        union all
        select '', c.last_event, c.first_at,
               array[c.anchor_type, c.type], array[c.anchor_value, c.value]
        from conflict c
        left join accepted_event a on a.workspace = c.workspace and a.event = c.last_event
        where c.workspace = :workspace and c.outcome is null and a.event is null
          and c.last_event like :event and c.reason <> 'too-many-merges') r
      order by r.happened_at, r.cause\
      """;

  private static final String PAGE =
      """
      select number, source, cause, message_id,
             (extract(epoch from happened_at) * 1000000)::bigint, types, values
      from replay_evidence where shadow = ? and number > ? order by number limit ?\
      """;

  private final Connection tx;

  public PostgresSeedEvidence(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void listFirst(ReplayCopy copy) {

    list(tx, LIST_FIRST, copy);
  }

  @Override
  public void listLast(ReplayCopy copy) {

    list(tx, LIST_LAST, copy);
  }

  private static void list(Connection tx, String sql, ReplayCopy copy) {
    TransactionHandle.of(tx)
        .createUpdate(sql)
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
        .bind("copy", copy.name().value())
        .bind("workspace", copy.workspace().value())
        .bind("row", Ids.MODEL + "%/%")
        .bind("event", Ids.EVENT + "%")
        .execute();
  }

  @Override
  public List<StoredEvidence> page(ReplayCopy copy, long after, int limit) {
    return Jdbc.query(() -> {
      List<StoredEvidence> found = new ArrayList<>();
      try (PreparedStatement statement = tx.prepareStatement(PAGE)) {
        statement.setString(1, copy.name().value());
        statement.setLong(2, after);
        statement.setInt(3, limit);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(
                new StoredEvidence(
                    rows.getLong(1),
                    rows.getString(2),
                    new Stamp(Columns.time(rows.getLong(5)), rows.getString(3)),
                    rows.getString(4),
                    identifiers(rows.getArray(6), rows.getArray(7))));
          }
        }
      }
      return found;
    });
  }

  private static Set<Identifier> identifiers(Array types, Array values) throws SQLException {
    String[] typed = (String[]) types.getArray();
    String[] valued = (String[]) values.getArray();
    Set<Identifier> identifiers = new LinkedHashSet<>();
    for (int i = 0; i < typed.length; i++) {
      identifiers.add(new Identifier(typed[i], valued[i]));
    }
    return identifiers;
  }
}
