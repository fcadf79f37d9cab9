package dev.tributary.identity.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.resolution.Named;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/** What identifiers lead to. */
public final class IdentifierTable {
  private static final String NOBODY = "";
  private static final String LOCATE =
      """
      select i.workspace, i.type, i.value, i.profile
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, type, value)
      join identifier i on i.workspace = u.workspace and i.type = u.type and i.value = u.value\
      """;
  private static final String INSERT =
      """
      insert into identifier (workspace, type, value, profile)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::text[])
      on conflict do nothing\
      """;
  private static final String GIVE_BACK =
      """
      delete from identifier i
      using unnest(?::text[], ?::text[], ?::text[]) u(workspace, type, value)
      where i.workspace = u.workspace and i.type = u.type and i.value = u.value\
      """;
  private static final String MOVE =
      """
      update identifier i set profile = u.profile
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
           u(workspace, type, value, before, profile)
      where i.workspace = u.workspace and i.type = u.type and i.value = u.value
        and i.profile = u.before\
      """;

  /** Without a lock: what it says is checked once the profiles are locked. */
  public Map<Named, String> locate(Connection tx, Collection<Named> wanted) throws SQLException {
    Map<Named, String> found = new HashMap<>();
    if (wanted.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(LOCATE)) {
      new Columns<>(statement, wanted)
          .text(Named::workspace)
          .text(named -> named.identifier().type())
          .text(named -> named.identifier().value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new Named(rows.getString(1), new Identifier(rows.getString(2), rows.getString(3))),
              rows.getString(4));
        }
      }
    }
    return found;
  }

  /**
   * Takes new identifiers, in order. Waits for whoever is taking the same one.
   *
   * @param absent those that must lead to nobody still: taken as well, and given back at once, so
   *     that whoever takes them waits for the end of this transaction
   * @return false if one of them has been taken meanwhile
   */
  public boolean insert(Connection tx, SortedMap<Named, String> fresh, SortedSet<Named> absent)
      throws SQLException {
    SortedMap<Named, String> taken = new TreeMap<>(fresh);
    absent.forEach(named -> taken.put(named, NOBODY));
    if (taken.isEmpty()) {
      return true;
    }
    try (PreparedStatement statement = tx.prepareStatement(INSERT)) {
      named(statement, taken.entrySet(), Map.Entry::getKey).text(Map.Entry::getValue);
      if (statement.executeUpdate() < taken.size()) {
        return false;
      }
    }
    if (!absent.isEmpty()) {
      try (PreparedStatement statement = tx.prepareStatement(GIVE_BACK)) {
        named(statement, absent, Function.identity());
        statement.executeUpdate();
      }
    }
    return true;
  }

  /**
   * An identifier of somebody who was merged away.
   *
   * @param from who that was
   * @param to who lives on for them
   */
  public record Move(Named named, String from, String to) {}

  /**
   * Lets identifiers lead to another profile; the caller holds the locks of both. One that people
   * share is somebody's of each of them and leads to one: it moves with that one only.
   */
  public void move(Connection tx, List<Move> moved) throws SQLException {
    if (moved.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(MOVE)) {
      named(statement, moved, Move::named).text(Move::from).text(Move::to);
      statement.executeUpdate();
    }
  }

  private static <R> Columns<R> named(
      PreparedStatement statement, Collection<R> rows, Function<R, Named> named)
      throws SQLException {
    return new Columns<>(statement, rows)
        .text(row -> named.apply(row).workspace())
        .text(row -> named.apply(row).identifier().type())
        .text(row -> named.apply(row).identifier().value());
  }
}
