package dev.tributary.runtime.replica;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The replica in the database of a service.
 *
 * @param tx the caller's transaction
 */
public record PostgresProfileReplica(Connection tx) implements ProfileReplica {
  private static final int MERGES = 0x6d65_7267;

  /**
   * Sorted, so that transactions take the locks in the same order. The ids share 256 locks, because
   * PostgreSQL has room for some thousands. So transactions with merges of different profiles may
   * wait for each other, which is harmless.
   */
  private static final String LOCK =
      """
      select pg_advisory_xact_lock(?, l.number) from (
        select distinct cast(hashtextextended(p, 0) & 255 as int) as number
        from unnest(?::text[]) p order by 1 offset 0) l\
      """;

  /** No index is named: a service may have a second unique one, and a conflict there counts too. */
  private static final String MERGE =
      """
      insert into merged_profile (workspace, profile, survivor)
      select * from unnest(?::text[], ?::text[], ?::text[])
      on conflict do nothing\
      """;

  private static final String UNMERGE =
      """
      insert into separated_alias (workspace, profile, into_profile)
      select * from unnest(?::text[], ?::text[], ?::text[])
      on conflict (workspace, profile) do update set into_profile = excluded.into_profile
      where separated_alias.into_profile collate "C" < excluded.into_profile\
      """;

  private static final String LOOKUP = " select workspace, id, profile from current_profile";
  private static final String SURVIVORS = ProfileReplicaSql.WITH_SURVIVORS + LOOKUP;
  private static final String CURRENT = ProfileReplicaSql.WITH_CURRENT + LOOKUP;

  /** The offset makes the planner look up each profile by the index. */
  private static final String FAMILY =
      """
      family(workspace, profile, id) as (
        select u.workspace, u.profile, u.profile from %s as u(workspace, profile)
        union
        select f.workspace, f.profile, a.profile from family f cross join lateral (
          select m.profile from merged_profile m
          where m.workspace = f.workspace and m.survivor = f.id offset 0) a)\
      """;

  private static final String ABSORBED =
      "with recursive "
          + FAMILY.formatted("unnest(?::text[], ?::text[])")
          + " select workspace, profile, id from family";

  /** Without a join of the results, whose number the planner cannot know. */
  private static final String IDS =
      ProfileReplicaSql.WITH_CURRENT
          + """
          ,
          now as (select distinct c.workspace, c.profile from current_profile c),
          """
          + FAMILY.formatted("now")
          + """
          ,
          known as (
            select f.workspace, f.profile, f.id from family f where %s is null
            union all
            select f.workspace, f.profile, a.profile from family f cross join lateral (
              select s.profile from separated_alias s
              where s.workspace = f.workspace and s.into_profile = f.id offset 0) a
            union all
            select n.workspace, n.profile, n.profile from now n)
          select k.workspace, k.profile, array_remove(array_agg(k.id order by k.id), k.profile)
          from known k group by k.workspace, k.profile order by k.workspace, k.profile\
          """
              .formatted(ProfileReplicaSql.isUnmerged("f.workspace", "f.id"));

  @Override
  public void lock(Collection<Merge> merges) throws SQLException {
    if (merges.isEmpty()) {
      return;
    }
    List<String> profiles =
        merges.stream()
            .flatMap(each -> Stream.of(each.absorbed().profile().value(), each.survivor().value()))
            .toList();
    try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
      statement.setInt(1, MERGES);
      new Columns<>(statement, 2, profiles).text(each -> each);
      statement.executeQuery().close();
    }
  }

  @Override
  public void merge(Collection<Merge> merges) throws SQLException {
    SortedMap<ProfileRef, Merge> sorted = new TreeMap<>();
    merges.forEach(each -> sorted.putIfAbsent(each.absorbed(), each));
    if (sorted.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(MERGE)) {
      new Columns<>(statement, sorted.values())
          .workspace(Merge::workspace)
          .profile(each -> each.absorbed().profile())
          .profile(Merge::survivor);
      statement.executeUpdate();
    }
  }

  @Override
  public void unmerge(Collection<UnmergedAlias> aliases) throws SQLException {
    SortedMap<ProfileRef, UnmergedAlias> sorted = new TreeMap<>();
    for (UnmergedAlias each : aliases) {
      sorted.merge(each.alias(), each, (a, b) -> a.into().compareTo(b.into()) >= 0 ? a : b);
    }
    if (sorted.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(UNMERGE)) {
      new Columns<>(statement, sorted.values())
          .workspace(UnmergedAlias::workspace)
          .profile(each -> each.alias().profile())
          .profile(UnmergedAlias::into);
      statement.executeUpdate();
    }
  }

  @Override
  public Map<ProfileRef, ProfileId> survivors(Collection<ProfileRef> profiles) throws SQLException {
    return lookup(SURVIVORS, profiles);
  }

  @Override
  public Map<ProfileRef, ProfileId> current(Collection<ProfileRef> ids) throws SQLException {
    return lookup(CURRENT, ids);
  }

  private Map<ProfileRef, ProfileId> lookup(String sql, Collection<ProfileRef> ids)
      throws SQLException {
    Map<ProfileRef, ProfileId> found = new HashMap<>();
    if (ids.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      bind(statement, ids);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(ref(rows), new ProfileId(rows.getString(3)));
        }
      }
    }
    return found;
  }

  @Override
  public Map<ProfileRef, List<ProfileId>> absorbed(Collection<ProfileRef> profiles)
      throws SQLException {
    Map<ProfileRef, List<ProfileId>> found = new HashMap<>();
    if (profiles.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(ABSORBED)) {
      bind(statement, profiles);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found
              .computeIfAbsent(ref(rows), _ -> new ArrayList<>())
              .add(new ProfileId(rows.getString(3)));
        }
      }
    }
    return found;
  }

  @Override
  public Map<ProfileRef, List<ProfileId>> ids(Collection<ProfileRef> ids) throws SQLException {
    Map<ProfileRef, List<ProfileId>> found = new LinkedHashMap<>();
    if (ids.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(IDS)) {
      bind(statement, ids);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ProfileRef current = ref(rows);
          List<ProfileId> all = new ArrayList<>(List.of(current.profile()));
          for (String id : (String[]) rows.getArray(3).getArray()) {
            all.add(new ProfileId(id));
          }
          found.put(current, all);
        }
      }
    }
    return found;
  }

  private static void bind(PreparedStatement statement, Collection<ProfileRef> profiles)
      throws SQLException {
    new Columns<>(statement, profiles)
        .workspace(ProfileRef::workspace)
        .profile(ProfileRef::profile);
  }

  private static ProfileRef ref(ResultSet rows) throws SQLException {
    return new ProfileRef(new WorkspaceId(rows.getString(1)), new ProfileId(rows.getString(2)));
  }
}
