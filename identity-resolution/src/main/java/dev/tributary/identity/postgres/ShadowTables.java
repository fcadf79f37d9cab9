package dev.tributary.identity.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.trial.PastInput;
import dev.tributary.identity.trial.Retold;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shadows, and what was accepted in the workspaces whose shadows they are. */
public final class ShadowTables {
  private static final int AT_ONCE = 5_000;

  private static final List<String> TABLES =
      List.of(
          "profile",
          "profile_alias",
          "profile_merge",
          "profile_unmerge",
          "identifier",
          "edge",
          "accepted_event",
          "quarantined_input",
          "model_row",
          "removed_row",
          "answer",
          "trait_seen",
          "conflict",
          "shared_identifier",
          "link",
          "capped_profile",
          "cut",
          "source_minute");

  private static final String OVERTAKE =
      "update shadow set closing = true where workspace = ? and job = ? and not closing";
  private static final String OPEN = "insert into shadow (name, workspace, job) values (?, ?, ?)";
  private static final String CUTS =
      """
      insert into cut (workspace, left_type, left_value, right_type, right_value, cut_by, cut_at)
      select ?, left_type, left_value, right_type, right_value, cut_by, cut_at
      from cut where workspace = ?\
      """;

  /**
   * What counted, whenever it was redriven, and what may count under other rules. What a shadow
   * decides is who people are, so repeats are not asked about again. Of one millisecond the log's
   * order holds, as it did then.
   */
  private static final String LIST =
      """
      insert into shadow_input (shadow, number, event, topic, part, position, accepted_at,
                                anchor_type, anchor_value)
      select ?, row_number() over (order by e.accepted_at, e.topic, e.part, e.position)
                + coalesce((select max(number) from shadow_input where shadow = ?), 0),
             e.event, e.topic, e.part, e.position, e.accepted_at, e.anchor_type, e.anchor_value
      from accepted_event e
      where e.workspace = ?
        and (e.outcome = 'applied' and e.type <> all(?)
          or e.outcome = 'quarantined' and e.reason = any(?))
        and not exists (select from shadow_input i where i.shadow = ? and i.event = e.event)\
      """;

  private static final String PAGE =
      """
      select number, event, topic, part, position,
             (extract(epoch from accepted_at) * 1000000)::bigint, anchor_type, anchor_value
      from shadow_input where shadow = ? and number > ? order by number limit ?\
      """;
  private static final String LAST =
      "select coalesce(max(number), 0) from shadow_input where shadow = ?";
  private static final String WHO =
      "select profile from identifier where workspace = ? and type = ? and value = ?";
  private static final String READ_ROWS =
      """
      insert into shadow_row (shadow, model, row_key, hash, run, input, unmapped)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                           ?::boolean[])
      on conflict (shadow, model, row_key)
      do update set hash = excluded.hash, run = excluded.run, input = excluded.input,
                    unmapped = excluded.unmapped
      where shadow_row.run collate "C" <= excluded.run collate "C"\
      """;
  private static final String CLEAR =
      "delete from %1$s where ctid = any(array(select ctid from %1$s where %2$s = ? limit ?))";
  private static final String OPENED =
      "select from shadow where name = ? and workspace = ? and not closing for share";
  private static final String CLOSING = "update shadow set closing = true where name = ?";
  private static final String CLOSE = "delete from shadow where name = ?";
  private static final String LEFT =
      """
      select s.name from shadow s
      where s.opened_at < now() - interval '1 day' and not exists (
        select from job j where j.workspace = s.workspace and j.id = s.job and j.state = 'running')\
      """;

  /**
   * A row that was read.
   *
   * @param input the id of its message
   * @param mapped whether a model says what it means
   */
  public record ReadRow(RowChange change, String input, boolean mapped) {
    /** Of two, the one of the later run; of one run, that which was read later. */
    public ReadRow newer(ReadRow later) {
      return later.change().run().compareTo(change.run()) < 0 ? this : later;
    }
  }

  /**
   * Begins a shadow, with what people have said is apart. What an earlier attempt of the job has
   * still asked for is not done any more: it either was before, or never is.
   *
   * @param job the job whose shadow it is
   */
  public void open(Connection tx, Shadow shadow, String job) throws SQLException {
    update(tx, OVERTAKE, shadow.workspace(), job);
    update(tx, OPEN, shadow.name(), shadow.workspace(), job);
    update(tx, CUTS, shadow.name(), shadow.workspace());
  }

  /** Whether it was not closed; then it is not before the transaction ends. */
  public boolean isOpen(Connection tx, Shadow shadow) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(OPENED)) {
      statement.setString(1, shadow.name());
      statement.setString(2, shadow.workspace());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /**
   * Lists what has been accepted in the workspace and is not on the list yet, after all that is.
   *
   * @return how long the list is now
   */
  public long list(Connection tx, Shadow shadow) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(LIST)) {
      statement.setString(1, shadow.name());
      statement.setString(2, shadow.name());
      statement.setString(3, shadow.workspace());
      statement.setArray(4, tx.createArrayOf("text", Retold.SILENT.toArray()));
      statement.setArray(5, tx.createArrayOf("text", Retold.DEPENDS_ON_RULES.toArray()));
      statement.setString(6, shadow.name());
      statement.executeUpdate();
    }
    try (PreparedStatement statement = tx.prepareStatement(LAST)) {
      statement.setString(1, shadow.name());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** What follows on the list. */
  public List<PastInput> page(Connection tx, Shadow shadow, long after, int limit)
      throws SQLException {
    List<PastInput> found = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(PAGE)) {
      statement.setString(1, shadow.name());
      statement.setLong(2, after);
      statement.setInt(3, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(input(rows));
        }
      }
    }
    return found;
  }

  private static PastInput input(ResultSet rows) throws SQLException {
    String type = rows.getString(7);
    return new PastInput(
        rows.getLong(1),
        rows.getString(2),
        new LogPosition(rows.getString(3), rows.getInt(4), rows.getLong(5)),
        Columns.time(rows.getLong(6)),
        type == null ? null : new Identifier(type, rows.getString(8)));
  }

  /**
   * Notes rows that were read.
   *
   * @param rows each key once, as its latest run left it
   */
  public void read(Connection tx, Shadow shadow, Collection<ReadRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(READ_ROWS)) {
      new Columns<>(statement, rows)
          .text(_ -> shadow.name())
          .text(row -> row.change().model())
          .text(row -> row.change().keyText())
          .text(row -> row.change().hash())
          .text(row -> row.change().run())
          .text(ReadRow::input)
          .flags(row -> !row.mapped());
      statement.executeUpdate();
    }
  }

  /** Whom an identifier leads to in a shadow. */
  public @Nullable String who(Connection tx, Shadow shadow, Identifier identifier)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(WHO)) {
      statement.setString(1, shadow.name());
      statement.setString(2, identifier.type());
      statement.setString(3, identifier.value());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  /** Shadows that are a day old, and whose job no longer runs. */
  public List<String> left(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LEFT);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /**
   * Forgets a shadow, in short transactions, once nobody reads it who saw it open.
   *
   * @param connection that commits by itself
   */
  public void close(Connection connection, String shadow) throws SQLException {
    update(connection, CLOSING, shadow);
    for (String table : TABLES) {
      clear(connection, table, "workspace", shadow);
    }
    clear(connection, "shadow_input", "shadow", shadow);
    clear(connection, "shadow_recollection", "shadow", shadow);
    clear(connection, "shadow_row", "shadow", shadow);
    clear(connection, "rebuilt_profile", "shadow", shadow);
    update(connection, CLOSE, shadow);
  }

  private static void clear(Connection connection, String table, String column, String shadow)
      throws SQLException {
    int deleted = AT_ONCE;
    while (deleted == AT_ONCE) {
      try (PreparedStatement statement =
          connection.prepareStatement(CLEAR.formatted(table, column))) {
        statement.setString(1, shadow);
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
