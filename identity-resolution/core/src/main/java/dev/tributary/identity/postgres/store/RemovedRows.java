package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.store.ModelRowStore.Key;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The run that last removed each row. */
public final class RemovedRows {
  private static final String LOAD =
      """
      select r.workspace, r.model, r.row_key, r.run
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, model, row_key)
      join removed_row r
        on r.workspace = u.workspace and r.model = u.model and r.row_key = u.row_key\
      """;
  private static final String SAVE =
      """
      insert into removed_row as r (workspace, model, row_key, run)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::text[]) u(workspace, model, key, run)
      order by u.workspace, u.model, u.key
      on conflict (workspace, model, row_key)
      do update set run = excluded.run, removed_at = excluded.removed_at
      where r.run < excluded.run\
      """;

  private RemovedRows() {}

  static Map<Key, RunId> load(Connection tx, Collection<Key> wanted) throws SQLException {
    Map<Key, RunId> found = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(LOAD)) {
      new Columns<>(statement, wanted)
          .workspace(Key::workspace)
          .text(each -> each.model().value())
          .text(Key::key);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new Key(
                  new WorkspaceId(rows.getString(1)),
                  new ModelId(rows.getString(2)),
                  rows.getString(3)),
              new RunId(rows.getString(4)));
        }
      }
    }
    return found;
  }

  static void save(Connection tx, Map<Key, RunId> removed) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(SAVE)) {
      new Columns<>(statement, removed.entrySet())
          .workspace(row -> row.getKey().workspace())
          .text(row -> row.getKey().model().value())
          .text(row -> row.getKey().key())
          .text(row -> row.getValue().value());
      statement.executeUpdate();
    }
  }
}
