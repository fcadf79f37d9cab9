package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.postgres.name.ProfileNames;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.store.ProfileStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLTransientException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@link ProfileStore} over PostgreSQL. A profile that is saved without having been locked by this
 * object is a new one. Confined to one transaction.
 */
public final class PostgresProfileStore implements ProfileStore {
  /** The SQL state of a serialization failure. */
  private static final String CHANGED_MEANWHILE = "40001";

  private static final String SURVIVORS =
      """
      select u.workspace, u.profile, coalesce(a.survivor, p.profile)
      from unnest(?::text[], ?::text[]) u(workspace, profile)
      left join merged_profile a on a.workspace = u.workspace and a.profile = u.profile
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
        select a.profile from merged_profile a where a.workspace = ? and a.survivor = any(?)) u\
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
      update merged_profile a set survivor = u.survivor
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, profile, survivor)
      where a.workspace = u.workspace and a.survivor = u.profile\
      """;

  private static final String ALIAS =
      """
      insert into merged_profile (workspace, profile, survivor, version, cause, merged_at)
      select u.workspace, u.profile, u.survivor, u.version, u.cause, to_timestamp(u.at / 1e6)
      from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[])
           u(workspace, profile, survivor, version, cause, at)\
      """;

  private static final String FORGET =
      "delete from profile where workspace = ? and profile = any(?)";

  private static final String FORGET_ALIASES =
      "delete from merged_profile where workspace = ? and survivor = any(?)";

  private final Connection tx;
  private final ProfileNames names;

  public PostgresProfileStore(Connection tx) {
    this.tx = tx;
    this.names = new ProfileNames(tx);
  }

  @Override
  public Map<ProfileRef, ProfileId> survivors(Collection<ProfileRef> wanted) {
    return Jdbc.query(() -> {
      Map<ProfileRef, ProfileId> found = new HashMap<>();
      if (wanted.isEmpty()) {
        return found;
      }
      try (PreparedStatement statement = tx.prepareStatement(SURVIVORS)) {
        new Columns<>(statement, wanted)
            .workspace(ProfileRef::workspace)
            .profile(ProfileRef::profile);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.put(
                new ProfileRef(
                    new WorkspaceId(rows.getString(1)), new ProfileId(rows.getString(2))),
                new ProfileId(rows.getString(3)));
          }
        }
      }
      return found;
    });
  }

  @Override
  public SortedSet<ProfileRef> next(WorkspaceId workspace, ProfileId after, int limit) {
    return Jdbc.query(() -> {
      SortedSet<ProfileRef> found = new TreeSet<>();
      try (PreparedStatement statement = tx.prepareStatement(NEXT)) {
        statement.setString(1, workspace.value());
        statement.setString(2, after.value());
        statement.setInt(3, limit);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(new ProfileRef(workspace, new ProfileId(rows.getString(1))));
          }
        }
      }
      return found;
    });
  }

  @Override
  public @Nullable Profile read(ProfileRef key) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(READ)) {
        statement.setString(1, key.workspace().value());
        statement.setString(2, key.profile().value());
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next()
              ? ProfileCodec.read(key.workspace(), key.profile(), rows.getLong(1), rows.getBytes(2))
              : null;
        }
      }
    });
  }

  @Override
  public Map<ProfileId, Profile> find(WorkspaceId workspaceOrCopy, Collection<ProfileId> profiles) {
    return Jdbc.query(() -> {
      Map<ProfileId, Profile> found = new HashMap<>();
      try (PreparedStatement statement = tx.prepareStatement(FIND)) {
        statement.setString(1, workspaceOrCopy.value());
        statement.setArray(2, tx.createArrayOf("text", ProfileId.values(profiles)));
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            ProfileId id = new ProfileId(rows.getString(1));
            found.put(
                id, ProfileCodec.read(workspaceOrCopy, id, rows.getLong(2), rows.getBytes(3)));
          }
        }
      }
      return found;
    });
  }

  @Override
  public ProfileId newest(WorkspaceId workspace, Collection<ProfileId> profiles) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(NEWEST)) {
        statement.setArray(1, tx.createArrayOf("text", ProfileId.values(profiles)));
        statement.setString(2, workspace.value());
        statement.setArray(3, tx.createArrayOf("text", ProfileId.values(profiles)));
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          return new ProfileId(rows.getString(1));
        }
      }
    });
  }

  @Override
  public Map<ProfileRef, Locked> lock(SortedSet<ProfileRef> wanted) {
    return Jdbc.query(() -> {
      Map<ProfileRef, Locked> locked = new HashMap<>();
      if (wanted.isEmpty()) {
        return locked;
      }
      PersonLocks.take(tx, wanted);
      try (PreparedStatement statement = tx.prepareStatement(LOCKED)) {
        new Columns<>(statement, wanted)
            .workspace(ProfileRef::workspace)
            .profile(ProfileRef::profile);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            ProfileRef key =
                new ProfileRef(
                    new WorkspaceId(rows.getString(1)), new ProfileId(rows.getString(2)));
            byte[] document = rows.getBytes(4);
            Profile profile =
                ProfileCodec.read(key.workspace(), key.profile(), rows.getLong(3), document);
            names.read(profile);
            locked.put(key, new Locked(profile, document.length));
          }
        }
      }
      return locked;
    });
  }

  @Override
  public void save(Collection<Profile> changed) {
    Jdbc.update(() -> {
      if (changed.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(SAVE)) {
        new Columns<>(statement, changed)
            .workspace(Profile::workspace)
            .profile(Profile::id)
            .longs(Profile::version)
            .bytes(ProfileCodec::write)
            .ints(profile -> profile.identifiers().size());
        if (statement.executeUpdate() < changed.size()) {
          throw new SQLTransientException(
              "A profile has a later version already", CHANGED_MEANWHILE);
        }
      }
      names.save(changed);
    });
  }

  @Override
  public void merge(List<Merger> mergers) {
    Jdbc.update(() -> {
      if (mergers.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(DELETE)) {
        new Columns<>(statement, mergers)
            .workspace(merger -> merger.loser().workspace())
            .profile(merger -> merger.loser().profile());
        statement.executeUpdate();
      }
      names.removed(mergers.stream().map(Merger::loser).toList());
      try (PreparedStatement statement = tx.prepareStatement(FOLLOW)) {
        new Columns<>(statement, mergers)
            .workspace(merger -> merger.loser().workspace())
            .profile(merger -> merger.loser().profile())
            .profile(Merger::survivor);
        statement.executeUpdate();
      }
      try (PreparedStatement statement = tx.prepareStatement(ALIAS)) {
        new Columns<>(statement, mergers)
            .workspace(merger -> merger.loser().workspace())
            .profile(merger -> merger.loser().profile())
            .profile(Merger::survivor)
            .longs(Merger::version)
            .text(merger -> merger.stamp().cause())
            .times(merger -> merger.stamp().time());
        statement.executeUpdate();
      }
    });
  }

  @Override
  public void forget(WorkspaceId workspace, Collection<ProfileId> profiles) {
    Jdbc.update(() -> {
      for (String sql : List.of(FORGET, FORGET_ALIASES)) {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
          statement.setString(1, workspace.value());
          statement.setArray(2, tx.createArrayOf("text", ProfileId.values(profiles)));
          statement.executeUpdate();
        }
      }
      names.removed(profiles.stream().map(each -> new ProfileRef(workspace, each)).toList());
    });
  }
}
