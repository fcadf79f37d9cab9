package dev.tributary.audience.postgres;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The profile ids that now belong to another person. Events under an id follow its merges, because
 * an unmerge names each event that it moves. Only a lookup of the id itself follows the unmerge, to
 * the profile that received the id.
 */
public final class Aliases {
  private static final String ADD =
      """
      insert into alias (profile, workspace, into_profile)
      select * from unnest(?::text[], ?::text[], ?::text[])
      on conflict (profile) do nothing\
      """;
  private static final String SEPARATE =
      """
      insert into separated_alias (profile, workspace, into_profile)
      select * from unnest(?::text[], ?::text[], ?::text[])
      on conflict (profile) do update set into_profile = excluded.into_profile
      where separated_alias.into_profile collate "C" < excluded.into_profile\
      """;

  /**
   * The offset makes the planner look up each profile by the index. It expects hundreds of profiles
   * in a recursion, and would read the whole table for the few that there are.
   */
  private static final String FAMILIES =
      """
      with recursive family(root, profile) as (
        select p, p from unnest(?::text[]) p
        union
        select f.root, a.profile from family f
          cross join lateral (
            select profile from alias where into_profile = f.profile offset 0) a
      )
      select root, profile from family\
      """;

  /** As in {@link #FAMILIES}, each profile is looked up by the index. */
  private static final String ROOTS =
      """
      with recursive way(start, profile) as (
        select p, p from unnest(?::text[]) p
        union
        select w.start, a.into_profile from way w
          cross join lateral (
            select into_profile from alias where profile = w.profile offset 0) a
      )
      select w.start, w.profile from way w
      where (select a.into_profile from alias a where a.profile = w.profile) is null\
      """;

  private static final String GIVEN = "select into_profile from separated_alias where profile = ?";

  public record Alias(WorkspaceId workspace, ProfileId profile, ProfileId into) {}

  /**
   * Stores merges. Two partitions contain the same merge; the second one changes nothing.
   *
   * @param aliases sorted, since other loops insert the same rows
   */
  public void add(Connection tx, List<Alias> aliases) throws SQLException {
    write(tx, ADD, aliases);
  }

  /**
   * Stores that these merged ids belong to another profile after an unmerge. Of two unmerges the
   * later one counts, in any order of arrival: the profile that was created later has the larger
   * id.
   *
   * @param aliases sorted, each id once
   */
  public void separate(Connection tx, List<Alias> aliases) throws SQLException {
    write(tx, SEPARATE, aliases);
  }

  private static void write(Connection tx, String sql, List<Alias> aliases) throws SQLException {
    if (aliases.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      new Columns<>(statement, aliases)
          .profile(Alias::profile)
          .workspace(Alias::workspace)
          .profile(Alias::into);
      statement.executeUpdate();
    }
  }

  /** All ids under which each of these people has events, including the current one. */
  public Map<ProfileId, List<ProfileId>> families(Connection tx, Collection<ProfileId> people)
      throws SQLException {
    Map<ProfileId, List<ProfileId>> families = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(FAMILIES)) {
      new Columns<>(statement, people).text(ProfileId::value);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          families
              .computeIfAbsent(new ProfileId(rows.getString(1)), _ -> new ArrayList<>())
              .add(new ProfileId(rows.getString(2)));
        }
      }
    }
    return families;
  }

  /**
   * The profile that an id belongs to now: the id itself, unless it was merged or an unmerge moved
   * it.
   */
  public ProfileId current(Connection tx, ProfileId profile) throws SQLException {
    ProfileId start = profile;
    try (PreparedStatement statement = tx.prepareStatement(GIVEN)) {
      statement.setString(1, profile.value());
      try (ResultSet rows = statement.executeQuery()) {
        if (rows.next()) {
          start = new ProfileId(rows.getString(1));
        }
      }
    }
    return roots(tx, List.of(start)).getOrDefault(start, start);
  }

  /**
   * The profiles that own the events under each of these ids: the id itself, unless it was merged.
   */
  public Map<ProfileId, ProfileId> roots(Connection tx, Collection<ProfileId> profiles)
      throws SQLException {
    Map<ProfileId, ProfileId> roots = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(ROOTS)) {
      new Columns<>(statement, profiles).text(ProfileId::value);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          roots.put(new ProfileId(rows.getString(1)), new ProfileId(rows.getString(2)));
        }
      }
    }
    return roots;
  }
}
