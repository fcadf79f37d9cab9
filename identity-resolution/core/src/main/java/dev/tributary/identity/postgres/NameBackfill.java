package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.postgres.name.ProfileNames;
import dev.tributary.identity.postgres.store.PostgresProfileStore;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.store.ProfileStore;
import dev.tributary.identity.store.ProfileStore.Locked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import javax.sql.DataSource;

/**
 * Stores the names of people whose profiles are older than the table of names, so that a search
 * finds them. The first step lists the workspaces. Each other step is a short transaction over the
 * next people of one workspace: it locks them as the loop does, and stores their names with the id
 * of the last one. So a step that is interrupted is repeated, and a repeated step changes nothing.
 * Each workspace has a second pass an hour after the first one, for names that an instance of the
 * earlier version has changed in between. Several instances may do it at once. Thread-safe.
 */
public final class NameBackfill {
  /** The loop waits for at most one step, and only if it needs one of these people. */
  private static final int AT_ONCE = 100;

  private static final int STEPS = 100;

  /** Is in place of the workspaces until they are listed, and is the first of all rows. */
  private static final String UNLISTED = "";

  /**
   * One step along the primary key for each workspace, instead of a look at every row. The people
   * of a replay copy are not searched.
   */
  private static final String LIST =
      """
      insert into profile_name_backfill (workspace)
      with recursive known(workspace) as (
        (select workspace from profile order by workspace limit 1)
        union all
        select (select p.workspace from profile p
                where p.workspace > k.workspace order by p.workspace limit 1)
        from known k where k.workspace is not null)
      select k.workspace from known k
      where k.workspace is not null
        and not exists (select from replay_copy r where r.name = k.workspace)\
      """;

  /** Not a workspace on which another instance works. */
  private static final String NEXT =
      """
      select workspace, profile, again_at is not null from profile_name_backfill
      where again_at is null or again_at <= now()
      order by workspace limit 1 for update skip locked\
      """;

  private static final String MOVE =
      "update profile_name_backfill set profile = ? where workspace = ?";

  private static final String REPEAT =
      """
      update profile_name_backfill set profile = '', again_at = now() + interval '1 hour'
      where workspace = ?\
      """;

  private static final String END = "delete from profile_name_backfill where workspace = ?";

  private static final String LEFT = "select exists (select from profile_name_backfill)";

  private final DataSource worker;

  public NameBackfill(DataSource worker) {
    this.worker = worker;
  }

  /**
   * Stores the names of the next people, at most 10,000.
   *
   * @return whether the second pass of each workspace has ended
   */
  public boolean round() throws SQLException {
    try (Connection connection = worker.getConnection()) {
      connection.setAutoCommit(false);
      try {
        for (int step = 0; step < STEPS && step(connection); step++) {
          connection.commit();
        }
        boolean done = done(connection);
        connection.commit();
        return done;
      } finally {
        connection.rollback();
      }
    }
  }

  /** Returns whether there was work. */
  private static boolean step(Connection tx) throws SQLException {
    WorkspaceId workspace;
    ProfileId after;
    boolean again;
    try (PreparedStatement statement = tx.prepareStatement(NEXT);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return false;
      }
      if (rows.getString(1).equals(UNLISTED)) {
        update(tx, LIST);
        update(tx, END, UNLISTED);
        return true;
      }
      workspace = new WorkspaceId(rows.getString(1));
      after = new ProfileId(rows.getString(2));
      again = rows.getBoolean(3);
    }
    ProfileStore profiles = new PostgresProfileStore(tx);
    SortedSet<ProfileRef> next = profiles.next(workspace, after, AT_ONCE);
    if (next.isEmpty()) {
      update(tx, again ? END : REPEAT, workspace.value());
      return true;
    }
    List<Profile> people = profiles.lock(next).values().stream().map(Locked::profile).toList();
    new ProfileNames(tx).complete(people);
    update(tx, MOVE, next.last().profile().value(), workspace.value());
    return true;
  }

  private static boolean done(Connection tx) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(LEFT);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return !rows.getBoolean(1);
    }
  }

  private static void update(Connection tx, String sql, String... values) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      for (int each = 0; each < values.length; each++) {
        statement.setString(each + 1, values[each]);
      }
      statement.executeUpdate();
    }
  }
}
