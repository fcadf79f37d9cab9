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
 * finds them. Each step is a short transaction over the next people of one workspace: it locks them
 * as the loop does, and stores their names with the id of the last one. So a step that is
 * interrupted is repeated, and a repeated step changes nothing. Several instances may do it at
 * once. Thread-safe.
 */
public final class NameBackfill {
  /** The loop waits for at most one step, and only if it needs one of these people. */
  private static final int AT_ONCE = 100;

  private static final int STEPS = 100;

  /** Not a workspace on which another instance works. */
  private static final String NEXT =
      """
      select workspace, profile from profile_name_backfill
      order by workspace limit 1 for update skip locked\
      """;

  private static final String MOVE =
      "update profile_name_backfill set profile = ? where workspace = ?";

  private static final String END = "delete from profile_name_backfill where workspace = ?";

  private static final String LEFT = "select exists (select from profile_name_backfill)";

  private final DataSource worker;

  public NameBackfill(DataSource worker) {
    this.worker = worker;
  }

  /**
   * Stores the names of the next people, at most 10,000.
   *
   * @return whether the names of all people are stored
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

  /** Returns whether there was a workspace to work on. */
  private static boolean step(Connection tx) throws SQLException {
    WorkspaceId workspace;
    ProfileId after;
    try (PreparedStatement statement = tx.prepareStatement(NEXT);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return false;
      }
      workspace = new WorkspaceId(rows.getString(1));
      after = new ProfileId(rows.getString(2));
    }
    ProfileStore profiles = new PostgresProfileStore(tx);
    SortedSet<ProfileRef> next = profiles.next(workspace, after, AT_ONCE);
    if (next.isEmpty()) {
      update(tx, END, workspace.value());
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
