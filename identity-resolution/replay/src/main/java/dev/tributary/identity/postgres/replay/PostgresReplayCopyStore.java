package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.postgres.profile.ProfileIds;
import dev.tributary.identity.postgres.store.Jdbc;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplayedInputs;
import dev.tributary.identity.store.replay.ReplayCopyStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link ReplayCopyStore} over PostgreSQL. */
public final class PostgresReplayCopyStore implements ReplayCopyStore {
  private static final int AT_ONCE = 5_000;

  private static final List<String> TABLES =
      List.of(
          "profile",
          "profile_name",
          "merged_profile",
          "profile_merge",
          "profile_unmerge",
          "identifier",
          "edge",
          "accepted_event",
          "quarantined_input",
          "model_row",
          "removed_row",
          "answer",
          "seen_trait",
          "conflict",
          "shared_identifier",
          "link",
          "capped_profile",
          "cut",
          "source_minute");

  private static final String OVERTAKE =
      "update replay_copy set closing = true where workspace = ? and job = ? and not closing";

  private static final String OPEN =
      "insert into replay_copy (name, workspace, job) values (?, ?, ?)";

  private static final String CUTS =
      """
      insert into cut (workspace, left_type, left_value, right_type, right_value, cut_by, cut_at)
      select ?, left_type, left_value, right_type, right_value, cut_by, cut_at
      from cut where workspace = ?\
      """;

  /**
   * Inputs that were applied, even if they had to be redriven first, and inputs that may count
   * under other rules. A replay decides only to which profile inputs belong, so it does not look
   * for duplicates again. Inputs of one millisecond have the order of the log, as they had before.
   */
  private static final String LIST =
      """
      insert into replay_input (shadow, number, event, topic, part, position, accepted_at,
                                anchor_type, anchor_value)
      select ?, row_number() over (order by e.accepted_at, e.topic, e.part, e.position)
                + coalesce((select max(number) from replay_input where shadow = ?), 0),
             e.event, e.topic, e.part, e.position, e.accepted_at, e.anchor_type, e.anchor_value
      from accepted_event e
      where e.workspace = ?
        and (e.outcome = 'applied' and e.type <> all(?)
          or e.outcome = 'quarantined' and e.reason = any(?))
        and not exists (select from replay_input i where i.shadow = ? and i.event = e.event)\
      """;

  private static final String PAGE =
      """
      select number, event, topic, part, position,
             (extract(epoch from accepted_at) * 1000000)::bigint, anchor_type, anchor_value
      from replay_input where shadow = ? and number > ? order by number limit ?\
      """;

  private static final String LAST =
      "select coalesce(max(number), 0) from replay_input where shadow = ?";

  private static final String OWNER =
      "select profile from identifier where workspace = ? and type = ? and value = ?";

  private static final String READ_ROWS =
      """
      insert into replay_row (shadow, model, row_key, hash, run, input, unmapped)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                           ?::boolean[])
      on conflict (shadow, model, row_key)
      do update set hash = excluded.hash, run = excluded.run, input = excluded.input,
                    unmapped = excluded.unmapped
      where replay_row.run collate "C" <= excluded.run collate "C"\
      """;

  private static final String READ_VERSIONS =
      """
      insert into replay_row_version (shadow, source, run)
      select * from unnest(?::text[], ?::text[], ?::text[]) on conflict do nothing\
      """;

  private static final String SET_HORIZON = "update replay_copy set horizon = ? where name = ?";

  private static final String HORIZON = "select horizon from replay_copy where name = ?";

  private static final String OLDER_PROFILE =
      """
      select exists (select from profile where workspace = ? and profile collate "C" < ?)
        or exists (select from merged_profile where workspace = ? and profile collate "C" < ?)\
      """;

  private static final String CLEAR =
      "delete from %1$s where ctid = any(array(select ctid from %1$s where %2$s = ? limit ?))";

  private static final String OPENED =
      "select from replay_copy where name = ? and workspace = ? and not closing for share";

  private static final String CLOSING = "update replay_copy set closing = true where name = ?";

  private static final String CLOSE = "delete from replay_copy where name = ?";

  private static final String LEFT =
      """
      select s.name from replay_copy s
      where s.opened_at < now() - interval '1 day' and not exists (
        select from job j where j.workspace = s.workspace and j.id = s.job and j.state = 'running')\
      """;

  private final Connection tx;

  public PostgresReplayCopyStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void open(ReplayCopy copy, String job) {
    Jdbc.update(() -> {
      update(tx, OVERTAKE, copy.workspace().value(), job);
      update(tx, OPEN, copy.name().value(), copy.workspace().value(), job);
      update(tx, CUTS, copy.name().value(), copy.workspace().value());
    });
  }

  @Override
  public boolean isOpen(ReplayCopy copy) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(OPENED)) {
        statement.setString(1, copy.name().value());
        statement.setString(2, copy.workspace().value());
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next();
        }
      }
    });
  }

  @Override
  public void keepHorizon(ReplayCopy copy, Instant horizon) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(SET_HORIZON)) {
        statement.setTimestamp(1, Timestamp.from(horizon));
        statement.setString(2, copy.name().value());
        statement.executeUpdate();
      }
    });
  }

  @Override
  public boolean isWholeHistory(ReplayCopy copy) {
    return Jdbc.query(() -> {
      Timestamp horizon;
      try (PreparedStatement statement = tx.prepareStatement(HORIZON)) {
        statement.setString(1, copy.name().value());
        try (ResultSet rows = statement.executeQuery()) {
          horizon = rows.next() ? rows.getTimestamp(1) : null;
        }
      }
      if (horizon == null) {
        return false;
      }
      String earliest = ProfileIds.earliestAt(horizon.toInstant());
      try (PreparedStatement statement = tx.prepareStatement(OLDER_PROFILE)) {
        statement.setString(1, copy.workspace().value());
        statement.setString(2, earliest);
        statement.setString(3, copy.workspace().value());
        statement.setString(4, earliest);
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() && !rows.getBoolean(1);
        }
      }
    });
  }

  @Override
  public long list(ReplayCopy copy) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(LIST)) {
        statement.setString(1, copy.name().value());
        statement.setString(2, copy.name().value());
        statement.setString(3, copy.workspace().value());
        statement.setArray(4, tx.createArrayOf("text", ReplayedInputs.NEUTRAL_COMMANDS.toArray()));
        statement.setArray(5, tx.createArrayOf("text", ReplayedInputs.DEPENDS_ON_RULES.toArray()));
        statement.setString(6, copy.name().value());
        statement.executeUpdate();
      }
      try (PreparedStatement statement = tx.prepareStatement(LAST)) {
        statement.setString(1, copy.name().value());
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          return rows.getLong(1);
        }
      }
    });
  }

  @Override
  public List<HistoricalInput> page(ReplayCopy copy, long after, int limit) {
    return Jdbc.query(() -> {
      List<HistoricalInput> found = new ArrayList<>();
      try (PreparedStatement statement = tx.prepareStatement(PAGE)) {
        statement.setString(1, copy.name().value());
        statement.setLong(2, after);
        statement.setInt(3, limit);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(input(rows));
          }
        }
      }
      return found;
    });
  }

  private static HistoricalInput input(ResultSet rows) throws SQLException {
    String type = rows.getString(7);
    return new HistoricalInput(
        rows.getLong(1),
        new EventId(rows.getString(2)),
        new LogPosition(rows.getString(3), rows.getInt(4), rows.getLong(5)),
        Columns.time(rows.getLong(6)),
        type == null ? null : new Identifier(type, rows.getString(8)));
  }

  @Override
  public void read(ReplayCopy copy, Collection<ReadRow> rows) {
    Jdbc.update(() -> {
      if (rows.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(READ_ROWS)) {
        new Columns<>(statement, rows)
            .text(_ -> copy.name().value())
            .text(row -> row.change().model().value())
            .text(row -> row.change().keyText())
            .text(row -> row.change().hash())
            .text(row -> row.change().run().value())
            .text(ReadRow::input)
            .flags(row -> !row.mapped());
        statement.executeUpdate();
      }
    });
  }

  @Override
  public void readVersions(ReplayCopy copy, Collection<ReadRow> rows) {
    Jdbc.update(() -> {
      if (rows.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(READ_VERSIONS)) {
        new Columns<>(statement, rows)
            .text(_ -> copy.name().value())
            .text(row -> row.origin().text())
            .text(row -> row.change().run().value());
        statement.executeUpdate();
      }
    });
  }

  @Override
  public @Nullable ProfileId owner(ReplayCopy copy, Identifier identifier) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(OWNER)) {
        statement.setString(1, copy.name().value());
        statement.setString(2, identifier.type());
        statement.setString(3, identifier.value());
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() ? new ProfileId(rows.getString(1)) : null;
        }
      }
    });
  }

  @Override
  public List<String> left() {
    return Jdbc.query(() -> {
      List<String> names = new ArrayList<>();
      try (PreparedStatement statement = tx.prepareStatement(LEFT);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    });
  }

  @Override
  public void close(String copy) {
    Jdbc.update(() -> {
      update(tx, CLOSING, copy);
      for (String table : TABLES) {
        clear(tx, table, "workspace", copy);
      }
      clear(tx, "replay_input", "shadow", copy);
      clear(tx, "replay_evidence", "shadow", copy);
      clear(tx, "replay_row", "shadow", copy);
      clear(tx, "replay_row_version", "shadow", copy);
      clear(tx, "rebuilt_profile", "shadow", copy);
      update(tx, CLOSE, copy);
    });
  }

  private static void clear(Connection connection, String table, String column, String copy)
      throws SQLException {
    int deleted = AT_ONCE;
    while (deleted == AT_ONCE) {
      try (PreparedStatement statement =
          connection.prepareStatement(CLEAR.formatted(table, column))) {
        statement.setString(1, copy);
        statement.setInt(2, AT_ONCE);
        deleted = statement.executeUpdate();
      }
    }
  }

  private static void update(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int each = 0; each < values.length; each++) {
        statement.setString(each + 1, values[each]);
      }
      statement.executeUpdate();
    }
  }
}
