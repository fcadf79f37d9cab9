package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.desired.PendingUnmerge;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.ProfileReplicaSql;
import dev.tributary.runtime.replica.UnmergedAlias;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Unmerges that are in progress. The two profiles of an unmerge arrive in different partitions, and
 * so do their audiences. Their records are divided when both profiles and their audiences are
 * known: a decision about one profile alone could rename or remove a record of the other one. All
 * methods work within the caller's transaction.
 */
public final class PostgresUnmerges {
  /**
   * Whether a person has an incomplete unmerge; the arguments are the columns of the workspace and
   * of the id.
   */
  public static final String WAITS =
      """
      select from separation s where s.workspace = %1$s and not s.complete
        and (s.profile = %2$s or s.from_profile = %2$s)\
      """;

  private static final String BEGIN =
      """
      insert into separation (workspace, profile, from_profile, from_version)
      select * from unnest(?, ?, ?, ?) on conflict do nothing\
      """;
  private static final String GIVE_EVENTS =
      """
      update delivery d set owner = u.owner from unnest(?, ?, ?) as u(workspace, event, owner)
      where d.workspace = u.workspace and d.root_event = u.event and d.is_event
        and d.record_key = u.event || '/' || d.sync and d.owner collate "C" < u.owner
        and d.state not in ('in-flight', 'submitted', 'uncertain')\
      """;
  private static final String OPEN =
      """
      select s.workspace, s.profile, s.from_profile, s.from_version from separation s
      where not s.complete and exists (select from unnest(?, ?) as u(workspace, profile)
        where u.workspace = s.workspace and u.profile in (s.profile, s.from_profile))
      order by s.workspace, s.profile for\
      """;

  /** A profile that was absorbed needs no data of its own to be complete. */
  private static final String COMPLETE =
      """
      update separation s set complete = true from unnest(?, ?) as u(workspace, profile)
      where s.workspace = u.workspace and s.profile = u.profile
        and (exists (select from person p join decided_profile d
              on d.workspace = p.workspace and d.profile = p.profile
            where p.workspace = s.workspace and p.profile = s.profile)
          or %1$s)
        and (exists (select from person p join decided_profile d
              on d.workspace = p.workspace and d.profile = p.profile
            where p.workspace = s.workspace and p.profile = s.from_profile
              and p.version >= s.from_version and d.version >= s.from_version)
          or %2$s)
      returning s.workspace, s.profile, s.from_profile, s.from_version\
      """
          .formatted(
              ProfileReplicaSql.isAbsorbed("s.workspace", "s.profile"),
              ProfileReplicaSql.isAbsorbed("s.workspace", "s.from_profile"));

  private static final String DECIDED =
      """
      insert into decided_profile (workspace, profile, version) select * from unnest(?, ?, ?)
      on conflict (workspace, profile) do update set version = excluded.version
      where decided_profile.version < excluded.version\
      """;

  /**
   * Starts an unmerge: from now on the two profiles wait for each other. A repeated call has no
   * effect.
   */
  public void begin(Connection tx, SortedMap<ProfileRef, PendingUnmerge> begun)
      throws SQLException {
    if (begun.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(BEGIN)) {
      new Columns<>(statement, begun.values())
          .workspace(PendingUnmerge::workspace)
          .profile(PendingUnmerge::profile)
          .profile(PendingUnmerge::from)
          .longs(PendingUnmerge::fromVersion);
      statement.executeUpdate();
    }
  }

  /** Stores that all memberships are known that follow from these versions of profiles. */
  public void decided(Connection tx, SortedMap<ProfileRef, Long> versions) throws SQLException {
    if (versions.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(DECIDED)) {
      new Columns<>(statement, versions.entrySet())
          .workspace(each -> each.getKey().workspace())
          .profile(each -> each.getKey().profile())
          .longs(Map.Entry::getValue);
      statement.executeUpdate();
    }
  }

  /**
   * Assigns ids, and the deliveries of events, to the new profile. Of two unmerges the later one
   * counts, in any order of arrival: the profile that was created later has the larger id. A
   * delivery that is in flight or uncertain keeps its owner.
   */
  public void give(Connection tx, List<ProfileMessage.Unmerged> unmerged) throws SQLException {
    new PostgresProfileReplica(tx)
        .unmerge(unmerged.stream().flatMap(each -> UnmergedAlias.of(each).stream()).toList());
    giveEvents(tx, unmerged);
  }

  private static void giveEvents(Connection tx, List<ProfileMessage.Unmerged> unmerged)
      throws SQLException {
    record Gift(WorkspaceId workspace, EventId event, ProfileId into) {}
    record Key(WorkspaceId workspace, EventId event) {}
    SortedMap<Key, Gift> gifts =
        new TreeMap<>(Comparator.comparing(Key::workspace).thenComparing(Key::event));
    for (ProfileMessage.Unmerged each : unmerged) {
      for (EventId event : each.events()) {
        gifts.merge(
            new Key(each.workspace(), event),
            new Gift(each.workspace(), event, each.into()),
            (a, b) -> a.into().compareTo(b.into()) >= 0 ? a : b);
      }
    }
    if (gifts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(GIVE_EVENTS)) {
      new Columns<>(statement, gifts.values())
          .workspace(Gift::workspace)
          .text(each -> each.event().value())
          .profile(Gift::into);
      statement.executeUpdate();
    }
  }

  /**
   * Completes the unmerges whose profiles are both known now. The rows are locked first and the
   * people read afterwards, so that of two transactions one sees the changes of the other.
   */
  public List<PendingUnmerge> complete(Connection tx, Collection<ProfileRef> arrived)
      throws SQLException {
    List<PendingUnmerge> open = open(tx, arrived, "update");
    if (open.isEmpty()) {
      return open;
    }
    try (PreparedStatement statement = tx.prepareStatement(COMPLETE)) {
      new Columns<>(statement, open)
          .workspace(PendingUnmerge::workspace)
          .profile(PendingUnmerge::profile);
      return read(statement);
    }
  }

  /**
   * The incomplete unmerges of these people. The lock orders this read before or after a
   * completion.
   */
  List<PendingUnmerge> waiting(Connection tx, Collection<ProfileRef> people) throws SQLException {
    return open(tx, people, "share");
  }

  private static List<PendingUnmerge> open(
      Connection tx, Collection<ProfileRef> people, String lock) throws SQLException {
    if (people.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement statement = tx.prepareStatement(OPEN + ' ' + lock)) {
      new Columns<>(statement, people)
          .workspace(ProfileRef::workspace)
          .profile(ProfileRef::profile);
      return read(statement);
    }
  }

  private static List<PendingUnmerge> read(PreparedStatement statement) throws SQLException {
    List<PendingUnmerge> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(
            new PendingUnmerge(
                new WorkspaceId(rows.getString(1)),
                new ProfileId(rows.getString(2)),
                new ProfileId(rows.getString(3)),
                rows.getLong(4)));
      }
    }
    return found;
  }
}
