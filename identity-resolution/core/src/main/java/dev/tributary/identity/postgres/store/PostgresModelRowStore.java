package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.store.ModelRowStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link ModelRowStore} over PostgreSQL. */
public final class PostgresModelRowStore implements ModelRowStore {
  private static final String LOAD =
      """
      select r.workspace, r.model, r.row_key, r.profile, r.hash, r.run, r.model_version
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, model, row_key)
      join model_row r
        on r.workspace = u.workspace and r.model = u.model and r.row_key = u.row_key\
      """;

  private static final String SAVE =
      """
      insert into model_row (workspace, model, row_key, profile, hash, run, model_version,
                             anchor_type, anchor_value, left_out, left_out_at)
      select u.workspace, u.model, u.row_key, u.profile, u.hash, u.run, u.model_version,
             u.anchor_type, u.anchor_value, u.left_out::json, to_timestamp(u.left_out_at / 1e6)
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[])
           u(workspace, model, row_key, profile, hash, run, model_version,
             anchor_type, anchor_value, left_out, left_out_at)
      on conflict (workspace, model, row_key)
      do update set profile = excluded.profile, hash = excluded.hash, run = excluded.run,
                    model_version = excluded.model_version,
                    anchor_type = excluded.anchor_type, anchor_value = excluded.anchor_value,
                    left_out = excluded.left_out, left_out_at = excluded.left_out_at\
      """;

  private static final String DELETE =
      """
      delete from model_row r using unnest(?::text[], ?::text[], ?::text[]) u(workspace, model, key)
      where r.workspace = u.workspace and r.model = u.model and r.row_key = u.key\
      """;

  private final Connection tx;

  public PostgresModelRowStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public Map<Key, Applied> load(Collection<Key> wanted) {
    return Jdbc.query(() -> {
      Map<Key, Applied> found = new HashMap<>();
      if (wanted.isEmpty()) {
        return found;
      }
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
                new Applied(
                    new ProfileId(rows.getString(4)),
                    rows.getString(5),
                    new RunId(rows.getString(6)),
                    rows.getLong(7)));
          }
        }
      }
      return found;
    });
  }

  @Override
  public void save(Map<Key, Fresh> changed) {
    Jdbc.update(() -> {
      if (changed.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(SAVE)) {
        new Columns<>(statement, changed.entrySet())
            .workspace(row -> row.getKey().workspace())
            .text(row -> row.getKey().model().value())
            .text(row -> row.getKey().key())
            .profile(row -> row.getValue().applied().profile())
            .text(row -> row.getValue().applied().hash())
            .text(row -> row.getValue().applied().run().value())
            .longs(row -> row.getValue().applied().modelVersion())
            .text(row -> row.getValue().anchor().type())
            .text(row -> row.getValue().anchor().value())
            .text(row -> LeftOutCodec.write(row.getValue().leftOut()))
            .times(row -> leftOutAt(row.getValue()));
        statement.executeUpdate();
      }
    });
  }

  private static @Nullable Instant leftOutAt(Fresh row) {
    return row.leftOut().isEmpty() ? null : row.at();
  }

  @Override
  public Map<Key, RunId> removed(Collection<Key> wanted) {
    return Jdbc.query(() -> {
      return wanted.isEmpty() ? Map.of() : RemovedRows.load(tx, wanted);
    });
  }

  @Override
  public void noteRemoved(Map<Key, RunId> removed) {
    Jdbc.update(() -> {
      if (!removed.isEmpty()) {
        RemovedRows.save(tx, removed);
      }
    });
  }

  @Override
  public void delete(Collection<Key> removed) {
    Jdbc.update(() -> {
      if (removed.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(DELETE)) {
        new Columns<>(statement, removed)
            .workspace(Key::workspace)
            .text(each -> each.model().value())
            .text(Key::key);
        statement.executeUpdate();
      }
    });
  }
}
