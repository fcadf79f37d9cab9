package dev.tributary.audience.postgres;

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
import java.util.List;

/**
 * People about whom another partition has stored something. Their own partition decides them anew
 * at its next tick, so that each person's memberships have one writer.
 */
public final class Rechecks {
  private static final String ADD =
      """
      insert into recheck (part, profile, workspace, at)
      select * from unnest(?::int[], ?::text[], ?::text[], ?::bigint[])
      on conflict (part, profile) do update set at = greatest(recheck.at, excluded.at)\
      """;
  private static final String TAKE =
      """
      delete from recheck where (part, profile) in (
        select part, profile from recheck where part = any(?) order by part, profile limit ?
        for update)
      returning part, profile, workspace, at\
      """;

  /**
   * A person to decide anew.
   *
   * @param at business time of the change
   */
  public record Recheck(int part, ProfileId profile, WorkspaceId workspace, long at) {
    public ProfileRef ref() {
      return new ProfileRef(workspace, profile);
    }
  }

  /**
   * Stores rechecks for the partitions of the people.
   *
   * @param rechecks sorted by part and profile, each pair once, since other loops write here too
   */
  public void add(Connection tx, Collection<Recheck> rechecks) throws SQLException {
    if (rechecks.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(ADD)) {
      new Columns<>(statement, rechecks)
          .ints(Recheck::part)
          .profile(Recheck::profile)
          .workspace(Recheck::workspace)
          .longs(Recheck::at);
      statement.executeUpdate();
    }
  }

  /** Takes the next rechecks of these partitions. */
  public List<Recheck> take(Connection tx, Collection<Integer> parts, int limit)
      throws SQLException {
    List<Recheck> taken = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(TAKE)) {
      new Columns<>(statement, parts).ints(part -> part);
      statement.setInt(2, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taken.add(
              new Recheck(
                  rows.getInt(1),
                  new ProfileId(rows.getString(2)),
                  new WorkspaceId(rows.getString(3)),
                  rows.getLong(4)));
        }
      }
    }
    return taken;
  }
}
