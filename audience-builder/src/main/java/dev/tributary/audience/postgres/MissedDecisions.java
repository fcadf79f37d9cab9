package dev.tributary.audience.postgres;

import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.membership.DecisionTask;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * People whose update was processed by an instance that could not read all rules of their
 * workspace, because a later version wrote some. The first instance that can read them, and owns
 * the partition of the person, decides the person anew by all rules. Until then the memberships of
 * the unreadable audiences stay as they are.
 */
public final class MissedDecisions {
  private static final String ADD =
      """
      insert into missed_decision (part, workspace, profile, at)
      select * from unnest(?::int[], ?::text[], ?::text[], ?::bigint[])
      on conflict (part, workspace, profile) do update
      set at = greatest(missed_decision.at, excluded.at)\
      """;
  private static final String ANY = "select exists (select from missed_decision)";
  private static final String TAKE =
      """
      with next as (
        select found.part, found.workspace, found.profile
        from unnest(?::int[]) p(part) cross join unnest(?::text[]) w(workspace)
        cross join lateral (
          select m.part, m.workspace, m.profile from missed_decision m
          where m.part = p.part and m.workspace = w.workspace
          order by m.profile limit ?) found
        limit ?)
      delete from missed_decision m using next n
      where m.part = n.part and m.workspace = n.workspace and m.profile = n.profile
      returning m.part, m.profile, m.workspace, m.at\
      """;

  /**
   * A person to decide anew.
   *
   * @param at business time of the update
   */
  public record Missed(int part, WorkspaceId workspace, ProfileId profile, long at) {}

  /** The people of the tasks that may enter or leave an audience that cannot be read. */
  public static List<Missed> of(Catalogue catalogue, Collection<DecisionTask> tasks) {
    return tasks.stream()
        .filter(task -> task.needsFacts() && !builds(task))
        .filter(task -> !catalogue.rules(task.person().workspace()).readable())
        .map(task ->
            new Missed(
                task.person().part(),
                task.person().workspace(),
                task.person().profile(),
                task.now()))
        .distinct()
        .toList();
  }

  /** Whether the task only builds a generation, which no other rule uses yet. */
  private static boolean builds(DecisionTask task) {
    return task instanceof DecisionTask.Changed changed && changed.reason() == Reason.DEFINITION;
  }

  /** Stores people of the caller's partitions for an instance that can read all their rules. */
  public void add(Connection tx, Collection<Missed> missed) throws SQLException {
    if (missed.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(ADD)) {
      new Columns<>(statement, missed)
          .ints(Missed::part)
          .workspace(Missed::workspace)
          .profile(Missed::profile)
          .longs(Missed::at);
      statement.executeUpdate();
    }
  }

  /**
   * Takes the next people of these partitions.
   *
   * @param workspaces all of whose rules the caller can read
   */
  public List<Rechecks.Recheck> take(
      Connection tx, Collection<Integer> parts, Collection<WorkspaceId> workspaces, int limit)
      throws SQLException {
    List<Rechecks.Recheck> taken = new ArrayList<>();
    if (!any(tx)) {
      return taken;
    }
    try (PreparedStatement statement = tx.prepareStatement(TAKE)) {
      new Columns<>(statement, parts).ints(part -> part);
      new Columns<>(statement, 2, workspaces).text(WorkspaceId::value);
      statement.setInt(3, limit);
      statement.setInt(4, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taken.add(
              new Rechecks.Recheck(
                  rows.getInt(1),
                  new ProfileId(rows.getString(2)),
                  new WorkspaceId(rows.getString(3)),
                  rows.getLong(4)));
        }
      }
    }
    return taken;
  }

  /** Nearly always there are none; a tick then needs no further query. */
  private static boolean any(Connection tx) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ANY);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
