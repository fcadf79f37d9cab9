package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.store.EdgeStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** {@link EdgeStore} over PostgreSQL. */
public final class PostgresEdgeStore implements EdgeStore {
  private static final String KEEP =
      """
      insert into edge (workspace, left_type, left_value, right_type, right_value, source, cause,
                        happened_at, message_id, rules_version)
      select u.workspace, u.left_type, u.left_value, u.right_type, u.right_value, u.source, u.cause,
             to_timestamp(u.at / 1e6), u.message_id, u.rules_version
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::bigint[], ?::text[], ?::bigint[])
           u(workspace, left_type, left_value, right_type, right_value, source, cause, at,
             message_id, rules_version)
      where not exists (
        select from edge e
        where e.workspace = u.workspace and e.left_type = u.left_type
          and e.left_value = u.left_value and e.right_type = u.right_type
          and e.right_value = u.right_value
          and e.happened_at < to_timestamp(u.at / 1e6))
      on conflict (workspace, left_type, left_value, right_type, right_value)
      do update set source = excluded.source, cause = excluded.cause,
                    happened_at = excluded.happened_at, message_id = excluded.message_id,
                    rules_version = excluded.rules_version
      where (excluded.happened_at, excluded.cause collate "C")
        < (edge.happened_at, edge.cause collate "C")\
      """;

  private static final String OF =
      """
      select u.type, u.value, e.* from unnest(?::text[], ?::text[]) u(type, value)
      cross join lateral (
        select right_type, right_value, source, cause,
               (extract(epoch from happened_at) * 1000000)::bigint as at, message_id, rules_version
        from edge
        where workspace = ? and left_type = u.type and left_value = u.value
        offset 0) e
      order by e.at, e.cause collate "C"\
      """;

  private final Connection tx;

  public PostgresEdgeStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void keep(Collection<Seen> seen) {
    Jdbc.update(() -> {
      if (seen.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
        new Columns<>(statement, seen)
            .workspace(Seen::workspace)
            .text(row -> row.edge().left().type())
            .text(row -> row.edge().left().value())
            .text(row -> row.edge().right().type())
            .text(row -> row.edge().right().value())
            .text(row -> row.edge().source())
            .text(row -> row.edge().stamp().cause())
            .times(row -> row.edge().stamp().time())
            .text(row -> row.edge().messageId())
            .longs(row -> row.edge().rulesVersion());
        statement.executeUpdate();
      }
    });
  }

  @Override
  public List<Edge> of(WorkspaceId workspace, Collection<Identifier> identifiers) {
    return Jdbc.query(() -> {
      Set<Identifier> among = Set.copyOf(identifiers);
      List<Edge> edges = new ArrayList<>();
      try (PreparedStatement statement = tx.prepareStatement(OF)) {
        new Columns<>(statement, among).text(Identifier::type).text(Identifier::value);
        statement.setString(3, workspace.value());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            Identifier right = new Identifier(rows.getString(3), rows.getString(4));
            if (among.contains(right)) {
              edges.add(edge(rows, right));
            }
          }
        }
      }
      return edges;
    });
  }

  private static Edge edge(ResultSet rows, Identifier right) throws SQLException {
    return new Edge(
        new Identifier(rows.getString(1), rows.getString(2)),
        right,
        new Stamp(Columns.time(rows.getLong(7)), rows.getString(6)),
        rows.getString(5),
        rows.getString(8),
        rows.getLong(9));
  }
}
