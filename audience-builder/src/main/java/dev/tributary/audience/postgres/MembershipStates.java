package dev.tributary.audience.postgres;

import dev.tributary.audience.membership.MembershipState;
import dev.tributary.audience.rule.Answer;
import dev.tributary.contracts.id.AudienceId;
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
import org.jspecify.annotations.Nullable;

/** The membership states of people for generations of audiences. */
public final class MembershipStates {
  private static final String COLUMNS =
      "profile, generation, audience, member, published, sequence, since, due_at";
  private static final String FIND =
      "select " + COLUMNS + " from membership where profile = any(?) and generation = any(?)";
  private static final String MEMBERS =
      "select generation, count(*) from membership where profile = any(?) and member"
          + " group by generation";
  private static final String PUT =
      """
      insert into membership (profile, generation, workspace, audience, part, member, published,
                            sequence, since, due_at)
      select * from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::bool[],
                           ?::bool[], ?::bigint[], ?::bigint[], ?::bigint[])
      on conflict (profile, generation) do update
      set member = excluded.member, published = excluded.published, sequence = excluded.sequence,
          since = excluded.since, due_at = excluded.due_at\
      """;
  private static final String REMOVE =
      """
      delete from membership s using unnest(?::text[], ?::bigint[]) u(profile, generation)
      where s.profile = u.profile and s.generation = u.generation\
      """;
  private static final String DUE =
      """
      select d.profile, d.generation, u.workspace
      from unnest(?::int[], ?::text[], ?::bigint[]) u(part, workspace, until)
      cross join lateral (
        select profile, generation from membership
        where part = u.part and workspace = u.workspace and due_at <= u.until
          and generation <> all(?)
        order by due_at limit ?) d\
      """;
  private static final String DISARM =
      """
      update membership s set due_at = null from unnest(?::text[], ?::bigint[]) u(profile, generation)
      where s.profile = u.profile and s.generation = u.generation\
      """;
  private static final String DISARM_ALL =
      "update membership set due_at = null where profile = ? and due_at is not null";
  private static final String RESIZE =
      """
      insert into generation_size (generation, part, workspace, members)
      select u.generation, u.part, u.workspace, sum(u.change)
      from unnest(?::bigint[], ?::int[], ?::text[], ?::bigint[]) u(generation, part, workspace, change)
      join generation g on g.id = u.generation
      group by u.generation, u.part, u.workspace having sum(u.change) <> 0
      on conflict (generation, part) do update
      set members = generation_size.members + excluded.members\
      """;

  /** A membership state with its person. */
  public record Row(WorkspaceId workspace, ProfileId profile, int part, MembershipState state) {}

  /** The time up to which states are due, per partition and workspace. */
  public record DueBy(int part, WorkspaceId workspace, long until) {}

  public record Armed(ProfileId profile, long generation, WorkspaceId workspace) {}

  /** The number of members that a generation gained or lost in a partition. */
  public record Resize(long generation, int part, WorkspaceId workspace, long change) {}

  public Map<ProfileId, List<MembershipState>> find(
      Connection tx, Collection<ProfileId> profiles, Collection<Long> generations)
      throws SQLException {
    Map<ProfileId, List<MembershipState>> found = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(FIND)) {
      new Columns<>(statement, profiles).text(ProfileId::value);
      new Columns<>(statement, 2, generations).longs(generation -> generation);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found
              .computeIfAbsent(new ProfileId(rows.getString(1)), _ -> new ArrayList<>())
              .add(
                  new MembershipState(
                      rows.getLong(2),
                      new AudienceId(rows.getString(3)),
                      rows.getBoolean(4),
                      rows.getBoolean(5),
                      rows.getLong(6),
                      rows.getLong(7),
                      rows.getObject(8) == null ? Answer.FOREVER : rows.getLong(8)));
        }
      }
    }
    return found;
  }

  /** By generation, how many of these people are members; only generations that have any. */
  public Map<Long, Long> members(Connection tx, Collection<ProfileId> profiles)
      throws SQLException {
    Map<Long, Long> members = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(MEMBERS)) {
      new Columns<>(statement, profiles).text(ProfileId::value);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          members.put(rows.getLong(1), rows.getLong(2));
        }
      }
    }
    return members;
  }

  public void put(Connection tx, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(PUT)) {
      new Columns<>(statement, rows)
          .profile(Row::profile)
          .longs(row -> row.state().generation())
          .workspace(Row::workspace)
          .text(row -> row.state().audience().value())
          .ints(Row::part)
          .flags(row -> row.state().member())
          .flags(row -> row.state().published())
          .longs(row -> row.state().sequence())
          .longs(row -> row.state().since())
          .optionalLongs(row -> dueAt(row.state()));
      statement.executeUpdate();
    }
  }

  private static @Nullable Long dueAt(MembershipState state) {
    return state.dueAt() == Answer.FOREVER ? null : state.dueAt();
  }

  public void remove(Connection tx, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(REMOVE)) {
      new Columns<>(statement, rows).profile(Row::profile).longs(row -> row.state().generation());
      statement.executeUpdate();
    }
  }

  public void resize(Connection tx, List<Resize> sizes) throws SQLException {
    if (sizes.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(RESIZE)) {
      new Columns<>(statement, sizes)
          .longs(Resize::generation)
          .ints(Resize::part)
          .workspace(Resize::workspace)
          .longs(Resize::change);
      statement.executeUpdate();
    }
  }

  /**
   * The first states that are due, at most {@code limit} per partition and workspace.
   *
   * @param except generations that the caller cannot decide: their states stay due
   */
  public List<Armed> due(Connection tx, List<DueBy> by, Collection<Long> except, int limit)
      throws SQLException {
    List<Armed> due = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(DUE)) {
      new Columns<>(statement, by)
          .ints(DueBy::part)
          .workspace(DueBy::workspace)
          .longs(DueBy::until);
      new Columns<>(statement, 4, except).longs(generation -> generation);
      statement.setInt(5, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          due.add(
              new Armed(
                  new ProfileId(rows.getString(1)),
                  rows.getLong(2),
                  new WorkspaceId(rows.getString(3))));
        }
      }
    }
    return due;
  }

  /** Removes the due instants of generations that are not kept current any more. */
  public void disarm(Connection tx, List<Armed> armed) throws SQLException {
    if (armed.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(DISARM)) {
      new Columns<>(statement, armed).profile(Armed::profile).longs(Armed::generation);
      statement.executeUpdate();
    }
  }

  /**
   * Removes all due instants of a person: until the next decision, time does not change the
   * person's memberships.
   */
  public void disarmAll(Connection tx, ProfileId profile) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(DISARM_ALL)) {
      statement.setString(1, profile.value());
      statement.executeUpdate();
    }
  }
}
