package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Profile;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Profiles, and the ids of those that were merged into them. */
public final class ProfileTable {
  /** The SQL state of a serialization failure. */
  private static final String CHANGED_MEANWHILE = "40001";

  private static final String SURVIVORS =
      """
      select u.workspace, u.profile, coalesce(a.survivor, p.profile)
      from unnest(?::text[], ?::text[]) u(workspace, profile)
      left join profile_alias a on a.workspace = u.workspace and a.profile = u.profile
      left join profile p on p.workspace = u.workspace and p.profile = u.profile
      where coalesce(a.survivor, p.profile) is not null\
      """;
  private static final String NEXT =
      """
      select p.profile from profile p
      where p.workspace = ? and p.profile > ? order by p.profile limit ?\
      """;
  private static final String READ =
      "select p.version, p.document from profile p where p.workspace = ? and p.profile = ?";
  private static final String FIND =
      "select profile, version, document from profile where workspace = ? and profile = any(?)";
  private static final String NEWEST =
      """
      select coalesce(max(u.id collate "C"), '') from (
        select unnest(?::text[]) as id
        union all
        select a.profile from profile_alias a where a.workspace = ? and a.survivor = any(?)) u\
      """;

  private static final String LOCKED =
      """
      select p.workspace, p.profile, p.version, p.document
      from unnest(?::text[], ?::text[]) u(workspace, profile)
      join profile p on p.workspace = u.workspace and p.profile = u.profile\
      """;
  private static final String SAVE =
      """
      insert into profile (workspace, profile, version, document, identifiers)
      select * from unnest(?::text[], ?::text[], ?::bigint[], ?::bytea[], ?::int[])
      on conflict (workspace, profile)
      do update set version = excluded.version, document = excluded.document,
                    identifiers = excluded.identifiers
      where profile.version < excluded.version\
      """;
  private static final String DELETE =
      """
      delete from profile p using unnest(?::text[], ?::text[]) u(workspace, profile)
      where p.workspace = u.workspace and p.profile = u.profile\
      """;
  private static final String FOLLOW =
      """
      update profile_alias a set survivor = u.survivor
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, profile, survivor)
      where a.workspace = u.workspace and a.survivor = u.profile\
      """;
  private static final String ALIAS =
      """
      insert into profile_alias (workspace, profile, survivor, version, cause, merged_at)
      select u.workspace, u.profile, u.survivor, u.version, u.cause, to_timestamp(u.at / 1e6)
      from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[])
           u(workspace, profile, survivor, version, cause, at)\
      """;

  private static final String FORGET =
      "delete from profile where workspace = ? and profile = any(?)";
  private static final String FORGET_ALIASES =
      "delete from profile_alias where workspace = ? and survivor = any(?)";

  /** A merged profile, the surviving profile, and the input that joined them. */
  public record Merger(ProfileRef loser, String survivor, long version, Stamp stamp) {}

  /** A locked profile, and the size of its document in bytes. */
  public record Locked(Profile profile, int bytes) {}

  /** For each id that ever existed, the surviving profile; unknown ids are absent. */
  public Map<ProfileRef, String> survivors(Connection tx, Collection<ProfileRef> wanted)
      throws SQLException {
    Map<ProfileRef, String> found = new HashMap<>();
    if (wanted.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(SURVIVORS)) {
      new Columns<>(statement, wanted).workspace(ProfileRef::workspace).text(ProfileRef::profile);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new ProfileRef(new WorkspaceId(rows.getString(1)), rows.getString(2)),
              rows.getString(3));
        }
      }
    }
    return found;
  }

  /** The profiles after an id, in order. */
  public SortedSet<ProfileRef> next(Connection tx, WorkspaceId workspace, String after, int limit)
      throws SQLException {
    SortedSet<ProfileRef> found = new TreeSet<>();
    try (PreparedStatement statement = tx.prepareStatement(NEXT)) {
      statement.setString(1, workspace.value());
      statement.setString(2, after);
      statement.setInt(3, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new ProfileRef(workspace, rows.getString(1)));
        }
      }
    }
    return found;
  }

  /** A profile as it is now, without a lock; null if there is no such profile. */
  public @Nullable Profile read(Connection tx, ProfileRef key) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(READ)) {
      statement.setString(1, key.workspace().value());
      statement.setString(2, key.profile());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? ProfileCodec.read(key.workspace(), key.profile(), rows.getLong(1), rows.getBytes(2))
            : null;
      }
    }
  }

  /** Profiles of a workspace or of a replay copy, without their locks. */
  public Map<String, Profile> find(
      Connection tx, WorkspaceId workspaceOrCopy, Collection<String> profiles) throws SQLException {
    Map<String, Profile> found = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(FIND)) {
      statement.setString(1, workspaceOrCopy.value());
      statement.setArray(2, tx.createArrayOf("text", profiles.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String id = rows.getString(1);
          found.put(id, ProfileCodec.read(workspaceOrCopy, id, rows.getLong(2), rows.getBytes(3)));
        }
      }
    }
    return found;
  }

  /** The largest of these profiles' ids, including ids that lead to them. */
  public String newest(Connection tx, WorkspaceId workspace, Collection<String> profiles)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(NEWEST)) {
      statement.setArray(1, tx.createArrayOf("text", profiles.toArray()));
      statement.setString(2, workspace.value());
      statement.setArray(3, tx.createArrayOf("text", profiles.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /**
   * Locks profiles until the transaction ends, and then reads them. A profile that no longer exists
   * is absent.
   */
  public Map<ProfileRef, Locked> lock(Connection tx, SortedSet<ProfileRef> wanted)
      throws SQLException {
    Map<ProfileRef, Locked> locked = new HashMap<>();
    if (wanted.isEmpty()) {
      return locked;
    }
    PersonLocks.take(tx, wanted);
    try (PreparedStatement statement = tx.prepareStatement(LOCKED)) {
      new Columns<>(statement, wanted).workspace(ProfileRef::workspace).text(ProfileRef::profile);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ProfileRef key = new ProfileRef(new WorkspaceId(rows.getString(1)), rows.getString(2));
          byte[] document = rows.getBytes(4);
          Profile profile =
              ProfileCodec.read(key.workspace(), key.profile(), rows.getLong(3), document);
          locked.put(key, new Locked(profile, document.length));
        }
      }
    }
    return locked;
  }

  /**
   * Writes profiles at a later version; the caller holds their locks.
   *
   * @throws SQLTransientException if another transaction changed one of them without a lock: try
   *     again
   */
  public void save(Connection tx, Collection<Profile> changed) throws SQLException {
    if (changed.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(SAVE)) {
      new Columns<>(statement, changed)
          .workspace(Profile::workspace)
          .text(Profile::id)
          .longs(Profile::version)
          .bytes(ProfileCodec::write)
          .ints(profile -> profile.identifiers().size());
      if (statement.executeUpdate() < changed.size()) {
        throw new SQLTransientException("A profile has a later version already", CHANGED_MEANWHILE);
      }
    }
  }

  /**
   * Removes the merged profiles; ids that led to them lead to the surviving profile from now on.
   *
   * @param mergers each with the surviving profile at the end of the poll
   */
  public void merge(Connection tx, List<Merger> mergers) throws SQLException {
    if (mergers.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(DELETE)) {
      new Columns<>(statement, mergers)
          .workspace(merger -> merger.loser().workspace())
          .text(merger -> merger.loser().profile());
      statement.executeUpdate();
    }
    try (PreparedStatement statement = tx.prepareStatement(FOLLOW)) {
      new Columns<>(statement, mergers)
          .workspace(merger -> merger.loser().workspace())
          .text(merger -> merger.loser().profile())
          .text(Merger::survivor);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = tx.prepareStatement(ALIAS)) {
      new Columns<>(statement, mergers)
          .workspace(merger -> merger.loser().workspace())
          .text(merger -> merger.loser().profile())
          .text(Merger::survivor)
          .longs(Merger::version)
          .text(merger -> merger.stamp().cause())
          .times(merger -> merger.stamp().time());
      statement.executeUpdate();
    }
  }

  /** Deletes profiles and the ids that lead to them; the caller holds their locks. */
  public void forget(Connection tx, WorkspaceId workspace, Collection<String> profiles)
      throws SQLException {
    for (String sql : List.of(FORGET, FORGET_ALIASES)) {
      try (PreparedStatement statement = tx.prepareStatement(sql)) {
        statement.setString(1, workspace.value());
        statement.setArray(2, tx.createArrayOf("text", profiles.toArray()));
        statement.executeUpdate();
      }
    }
  }
}
