package dev.tributary.destinations.postgres.pause;

import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.destinations.sync.SyncSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Stops destinations and syncs because of answers to requests.
 *
 * <p>A user who corrects a definition resumes it in the next transaction. A request of the former
 * version can be answered later, and its answer would stop the definition again. So a stop is for
 * the newest version only, and no stop and no resumption of a definition happen at the same time: a
 * resumption either ends the stop, or the stop sees the newer version.
 */
public final class Stops {
  /** Locks one destination or sync until the end of the transaction. */
  public static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 39))";

  private static final String NEWER =
      """
      select from definition where workspace = ?
        and (kind = '%s' and id = ? and version > ? or kind = '%s' and id = ? and version > ?)\
      """
          .formatted(DestinationSpec.KIND, SyncSpec.KIND);

  private static final String STOP =
      """
      insert into pause (workspace, kind, id, reason, words) values (?, ?, ?, ?, ?)
      on conflict (workspace, kind, id) do nothing\
      """;

  private Stops() {}

  /**
   * Stops a destination, or one sync. The reason of an earlier pause stays.
   *
   * @return false if there is a newer version, so that nothing is stopped
   */
  public static boolean stop(
      Connection tx, Catalogue.Destination destination, String reason, String words)
      throws SQLException {
    var target = new PauseTarget.OfDestination(destination.id());
    lock(tx, target);
    return !isOutdated(tx, destination, "", 0) && stop(tx, destination, target, reason, words);
  }

  /** As for a destination. A newer version of the destination of the sync counts, too. */
  public static boolean stop(Connection tx, Catalogue.Sync sync, String reason, String words)
      throws SQLException {
    var target = new PauseTarget.OfSync(sync.id());
    lock(tx, target);
    return !isOutdated(tx, sync.destination(), sync.id().value(), sync.version())
        && stop(tx, sync.destination(), target, reason, words);
  }

  private static void lock(Connection tx, PauseTarget target) throws SQLException {
    try (PreparedStatement lock = tx.prepareStatement(LOCK.formatted("?"))) {
      lock.setString(1, target.id());
      lock.execute();
    }
  }

  private static boolean isOutdated(
      Connection tx, Catalogue.Destination destination, String sync, long versionOfSync)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(NEWER)) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, destination.id().value());
      statement.setLong(3, destination.version());
      statement.setString(4, sync);
      statement.setLong(5, versionOfSync);
      try (ResultSet newer = statement.executeQuery()) {
        return newer.next();
      }
    }
  }

  private static boolean stop(
      Connection tx,
      Catalogue.Destination destination,
      PauseTarget target,
      String reason,
      String words)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(STOP)) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, target.kind());
      statement.setString(3, target.id());
      statement.setString(4, reason);
      statement.setString(5, words);
      statement.executeUpdate();
    }
    return true;
  }
}
