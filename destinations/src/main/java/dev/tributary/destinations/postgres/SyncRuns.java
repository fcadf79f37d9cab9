package dev.tributary.destinations.postgres;

import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Walks of syncs over everything known: one for each version of a sync, and one for each time that
 * somebody asks. All methods work within the caller's transaction.
 */
public final class SyncRuns {
  private final Supplier<String> ids;

  /**
   * @param ids makes ids of runs
   */
  public SyncRuns(Supplier<String> ids) {
    this.ids = ids;
  }

  /**
   * @param place how far the walk is; what it means depends on what is walked over
   */
  public record Run(
      String id, String workspace, String sync, long version, String place, long seen) {}

  /** Syncs whose newest version has not begun its walk. */
  public List<Catalogue.Sync> missing(Connection tx, Catalogue catalogue) throws SQLException {
    List<Catalogue.Sync> missing = new ArrayList<>();
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select u.sync from unnest(?, ?, ?) as u(workspace, sync, version)
            where not exists (select 1 from sync_run r where r.workspace = u.workspace
              and r.sync = u.sync and r.sync_version = u.version)\
            """)) {
      new Columns<>(statement, catalogue.syncs().values())
          .text(Catalogue.Sync::workspace)
          .text(Catalogue.Sync::id)
          .longs(Catalogue.Sync::version);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          catalogue.sync(rows.getString(1)).ifPresent(missing::add);
        }
      }
    }
    return missing;
  }

  /** Begins walks; those of earlier versions of the same syncs end here. */
  public void begin(Connection tx, List<Catalogue.Sync> syncs) throws SQLException {
    try (PreparedStatement superseded =
            tx.prepareStatement(
                """
                update sync_run r set state = 'superseded', ended_at = clock_timestamp()
                from unnest(?, ?) as u(workspace, sync)
                where r.workspace = u.workspace and r.sync = u.sync and r.state = 'running'\
                """);
        PreparedStatement statement =
            tx.prepareStatement(
                """
                insert into sync_run (id, workspace, sync, sync_version, state)
                select u.id, u.workspace, u.sync, u.version, 'running'
                from unnest(?, ?, ?, ?) as u(id, workspace, sync, version)\
                """)) {
      new Columns<>(superseded, syncs).text(Catalogue.Sync::workspace).text(Catalogue.Sync::id);
      superseded.executeUpdate();
      new Columns<>(statement, syncs)
          .text(sync -> ids.get())
          .text(Catalogue.Sync::workspace)
          .text(Catalogue.Sync::id)
          .longs(Catalogue.Sync::version);
      statement.executeUpdate();
    }
  }

  /** The oldest walk that nobody else is working on, locked. */
  public Optional<Run> next(Connection tx) throws SQLException {
    try (PreparedStatement statement =
            tx.prepareStatement(
                """
                select id, workspace, sync, sync_version, place, seen from sync_run
                where state = 'running' order by id limit 1 for update skip locked\
                """);
        ResultSet rows = statement.executeQuery()) {
      return rows.next()
          ? Optional.of(
              new Run(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getLong(4),
                  rows.getString(5),
                  rows.getLong(6)))
          : Optional.empty();
    }
  }

  public void advance(Connection tx, Run run, String place, int seen, int changed)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update sync_run set place = ?, seen = seen + ?, changed = changed + ? where id = ?\
            """)) {
      statement.setString(1, place);
      statement.setInt(2, seen);
      statement.setInt(3, changed);
      statement.setString(4, run.id());
      statement.executeUpdate();
    }
  }

  /**
   * @param state {@code done} or {@code cancelled}
   */
  public void end(Connection tx, Run run, String state) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            "update sync_run set state = ?, ended_at = clock_timestamp() where id = ?")) {
      statement.setString(1, state);
      statement.setString(2, run.id());
      statement.executeUpdate();
    }
  }
}
