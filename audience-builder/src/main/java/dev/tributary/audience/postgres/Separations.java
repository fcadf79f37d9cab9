package dev.tributary.audience.postgres;

import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * People who were part of another. Their past is told in the other's partition, so it may be known
 * earlier or later than they are; until it is known, nothing is decided about them.
 */
public final class Separations {
  private static final String BEGUN =
      """
      insert into separation (profile, workspace, from_profile, from_version, complete)
      select u.*, false from unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) u
      on conflict (profile) do\
      """;
  private static final String EXPECT = BEGUN + " nothing";
  // What the log holds twice must not open again what is complete: nothing would complete it.
  private static final String BEGIN =
      BEGUN
          + """
           update set from_version = excluded.from_version, complete = false
          where separation.from_profile = excluded.from_profile
            and separation.from_version < excluded.from_version\
          """;
  private static final String COMPLETE =
      """
      update separation s set complete = true
      from unnest(?::text[], ?::bigint[]) u(profile, version)
      where s.from_profile = u.profile and s.from_version = u.version and not s.complete
      returning s.profile, s.workspace, s.from_profile, s.from_version\
      """;
  private static final String LEFT = "select profile from separation where profile = any(?)";
  private static final String INCOMPLETE = LEFT + " and not complete";

  /**
   * Someone who was part of another.
   *
   * @param fromVersion the first version of {@code from} without them
   */
  public record Separation(String profile, String workspace, String from, long fromVersion) {}

  /** Somebody's version, and all that their partition told before it, is known. */
  public record Stated(String profile, long version) {}

  /**
   * They are known; their past will be, or is already.
   *
   * @param separations sorted by profile, each once, since two loops write the same rows
   */
  public void expect(Connection tx, Collection<Separation> separations) throws SQLException {
    write(tx, EXPECT, separations);
  }

  /**
   * Part of their past is known, and the rest will be with the other's next version.
   *
   * @param separations sorted by profile, each once
   */
  public void begin(Connection tx, Collection<Separation> separations) throws SQLException {
    write(tx, BEGIN, separations);
  }

  /** Returns those whose past is complete with what was stated. */
  public List<Separation> complete(Connection tx, Collection<Stated> stated) throws SQLException {
    List<Separation> complete = new ArrayList<>();
    if (stated.isEmpty()) {
      return complete;
    }
    try (PreparedStatement statement = tx.prepareStatement(COMPLETE)) {
      new Columns<>(statement, stated).text(Stated::profile).longs(Stated::version);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          complete.add(
              new Separation(
                  rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(4)));
        }
      }
    }
    return complete;
  }

  /** Those of these people who were part of another. */
  public Set<String> left(Connection tx, Collection<String> profiles) throws SQLException {
    return read(tx, LEFT, profiles);
  }

  /** Those of these people whose past is not all known. */
  public Set<String> incomplete(Connection tx, Collection<String> profiles) throws SQLException {
    return read(tx, INCOMPLETE, profiles);
  }

  private static Set<String> read(Connection tx, String sql, Collection<String> profiles)
      throws SQLException {
    Set<String> found = new HashSet<>();
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      new Columns<>(statement, profiles).text(profile -> profile);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  private static void write(Connection tx, String sql, Collection<Separation> separations)
      throws SQLException {
    if (separations.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      new Columns<>(statement, separations)
          .text(Separation::profile)
          .text(Separation::workspace)
          .text(Separation::from)
          .longs(Separation::fromVersion);
      statement.executeUpdate();
    }
  }
}
