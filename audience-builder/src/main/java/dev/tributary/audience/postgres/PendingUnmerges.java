package dev.tributary.audience.postgres;

import dev.tributary.audience.membership.PendingUnmerge;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
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
 * Profiles that an unmerge separated from another one. Their history is on the partition of the
 * other profile, so it may arrive before or after them. Until it is complete, no membership of them
 * is decided.
 */
public final class PendingUnmerges {
  private static final String BEGUN =
      """
      insert into separation (profile, workspace, from_profile, from_version, complete)
      select u.*, false from unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) u
      on conflict (profile) do\
      """;
  private static final String EXPECT = BEGUN + " nothing";
  // A message that the log contains twice must not open a complete unmerge again: nothing would
  // complete it.
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

  /** A version of a profile; all earlier messages of its partition have been read. */
  public record Stated(ProfileId profile, long version) {}

  /**
   * The separated profile has arrived. Its history will follow, or is complete already.
   *
   * @param unmerges sorted by profile, each once, since two loops write the same rows
   */
  public void expect(Connection tx, Collection<PendingUnmerge> unmerges) throws SQLException {
    write(tx, EXPECT, unmerges);
  }

  /**
   * A part of the history has arrived, and the rest arrives with the next version of the other
   * profile.
   *
   * @param unmerges sorted by profile, each once
   */
  public void begin(Connection tx, Collection<PendingUnmerge> unmerges) throws SQLException {
    write(tx, BEGIN, unmerges);
  }

  /** Returns the unmerges whose history is complete with these versions. */
  public List<PendingUnmerge> complete(Connection tx, Collection<Stated> stated)
      throws SQLException {
    List<PendingUnmerge> complete = new ArrayList<>();
    if (stated.isEmpty()) {
      return complete;
    }
    try (PreparedStatement statement = tx.prepareStatement(COMPLETE)) {
      new Columns<>(statement, stated).profile(Stated::profile).longs(Stated::version);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          complete.add(
              new PendingUnmerge(
                  new ProfileId(rows.getString(1)),
                  new WorkspaceId(rows.getString(2)),
                  new ProfileId(rows.getString(3)),
                  rows.getLong(4)));
        }
      }
    }
    return complete;
  }

  /** The profiles of these that an unmerge has separated from another one. */
  public Set<ProfileId> left(Connection tx, Collection<ProfileId> profiles) throws SQLException {
    return read(tx, LEFT, profiles);
  }

  /** The profiles of these whose history is incomplete. */
  public Set<ProfileId> incomplete(Connection tx, Collection<ProfileId> profiles)
      throws SQLException {
    return read(tx, INCOMPLETE, profiles);
  }

  private static Set<ProfileId> read(Connection tx, String sql, Collection<ProfileId> profiles)
      throws SQLException {
    Set<ProfileId> found = new HashSet<>();
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      new Columns<>(statement, profiles).text(ProfileId::value);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new ProfileId(rows.getString(1)));
        }
      }
    }
    return found;
  }

  private static void write(Connection tx, String sql, Collection<PendingUnmerge> unmerges)
      throws SQLException {
    if (unmerges.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      new Columns<>(statement, unmerges)
          .profile(PendingUnmerge::profile)
          .workspace(PendingUnmerge::workspace)
          .profile(PendingUnmerge::from)
          .longs(PendingUnmerge::fromVersion);
      statement.executeUpdate();
    }
  }
}
