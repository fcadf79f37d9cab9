package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.desired.RowOrder;
import dev.tributary.destinations.desired.RowOrder.Row;
import dev.tributary.destinations.desired.RowOrder.Seen;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores the run by which each sync last saw each row. Works in the caller's transaction. */
final class SeenRows {
  private static final String LOCK =
      """
      select s.workspace, s.owner, s.run, s.hash, s.removed_at is not null
      from unnest(?, ?) as u(workspace, owner)
      join seen_row s on s.workspace = u.workspace and s.owner = u.owner
      order by s.workspace, s.owner for update of s\
      """;
  private static final String KEEP =
      """
      insert into seen_row as s (workspace, owner, run, hash, removed_at)
      select u.workspace, u.owner, u.run, u.hash, case when u.removed then clock_timestamp() end
      from unnest(?, ?, ?, ?, ?) as u(workspace, owner, run, hash, removed)
      order by u.workspace, u.owner
      on conflict (workspace, owner) do update set run = excluded.run,
        hash = excluded.hash, removed_at = excluded.removed_at
      where s.run <= excluded.run\
      """;

  private SeenRows() {}

  /**
   * Locks the stored state of the rows. The caller must hold the locks of the rows' records, so
   * that the loop and the backfills see each other's changes.
   */
  static RowOrder lock(Connection tx, Collection<Row> wanted) throws SQLException {
    Map<Row, Seen> known = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
      new Columns<>(statement, wanted).workspace(Row::workspace).text(Row::owner);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Row row = new Row(new WorkspaceId(rows.getString(1)), rows.getString(2));
          known.put(
              row,
              new Seen(row, new RunId(rows.getString(3)), rows.getString(4), rows.getBoolean(5)));
        }
      }
    }
    return new RowOrder(known);
  }

  /**
   * @throws SQLException with the state of a serialisation failure if another transaction stored a
   *     row first: repeat the whole transaction
   */
  static void keep(Connection tx, List<Seen> changed) throws SQLException {
    if (changed.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
      new Columns<>(statement, changed)
          .workspace(seen -> seen.row().workspace())
          .text(seen -> seen.row().owner())
          .text(each -> each.run().value())
          .text(Seen::hash)
          .flags(Seen::removed);
      if (statement.executeUpdate() < changed.size()) {
        throw new SQLException("Another transaction has seen a newer change of a row", "40001");
      }
    }
  }
}
