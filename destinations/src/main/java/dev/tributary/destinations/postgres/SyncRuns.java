package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.RunStore.Run;
import dev.tributary.destinations.sync.RunStore.Step;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs of backfills: one for each change of what a sync sends, and one for each request of a user.
 * All methods work within the caller's transaction.
 */
public final class SyncRuns {
  private static final String NEXT =
      """
      select r.id, r.workspace, r.sync, r.sync_version, r.place, r.failures,
        r.events_since from sync_run r
      where r.state = 'running' and r.not_before <= statement_timestamp()
      order by (select max(t.stepped_at) from sync_run t where t.workspace = r.workspace),
        r.stepped_at, r.id
      limit 1 for update of r skip locked\
      """;
  private static final String ADVANCE =
      """
      update sync_run set place = ?, seen = seen + ?, changed = changed + ?, skipped = skipped + ?,
        first_skipped = coalesce(first_skipped, ?), failures = 0, words = null,
        stepped_at = clock_timestamp()
      where id = ?\
      """;
  private static final String POSTPONE =
      """
      update sync_run set failures = failures + 1, words = ?, stepped_at = clock_timestamp(),
        not_before = clock_timestamp() + make_interval(secs => ?)
      where id = ? and state = 'running'\
      """;
  private static final String END =
      """
      update sync_run set state = ?, words = ?, stepped_at = clock_timestamp(),
        ended_at = clock_timestamp()
      where id = ?\
      """;

  private final Supplier<String> ids;

  /**
   * @param ids creates ids of runs
   */
  public SyncRuns(Supplier<String> ids) {
    this.ids = ids;
  }

  /** Syncs whose newest version has no run yet. */
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
          .workspace(Catalogue.Sync::workspace)
          .text(sync -> sync.id().value())
          .longs(Catalogue.Sync::version);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          catalogue.sync(new SyncId(rows.getString(1))).ifPresent(missing::add);
        }
      }
    }
    return missing;
  }

  /**
   * Starts runs for the newest versions; the runs of earlier versions of the same syncs end here,
   * except replays of events, which go on with the newest version. If a newest version sends the
   * same as its last run, no run starts, and that run goes on.
   *
   * @param missing syncs whose newest version has no run
   */
  public void begin(Connection tx, List<Catalogue.Sync> missing) throws SQLException {
    List<Catalogue.Sync> syncs = ContinuedRuns.carry(tx, missing);
    try (PreparedStatement superseded =
            tx.prepareStatement(
                """
                update sync_run r set state = 'superseded', ended_at = clock_timestamp()
                from unnest(?, ?) as u(workspace, sync)
                where r.workspace = u.workspace and r.sync = u.sync and r.state = 'running'
                  and r.events_since is null\
                """);
        PreparedStatement statement =
            tx.prepareStatement(
                """
                insert into sync_run (id, workspace, sync, sync_version, state)
                select u.id, u.workspace, u.sync, u.version, 'running'
                from unnest(?, ?, ?, ?) as u(id, workspace, sync, version)\
                """)) {
      new Columns<>(superseded, syncs)
          .workspace(Catalogue.Sync::workspace)
          .text(sync -> sync.id().value());
      superseded.executeUpdate();
      new Columns<>(statement, syncs)
          .text(sync -> ids.get())
          .workspace(Catalogue.Sync::workspace)
          .text(sync -> sync.id().value())
          .longs(Catalogue.Sync::version);
      statement.executeUpdate();
    }
  }

  /**
   * The next due run that no other transaction works on, locked. Workspaces take turns, and so do
   * the runs within a workspace.
   */
  public Optional<Run> next(Connection tx) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(NEXT);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(run(rows)) : Optional.empty();
    }
  }

  private static Run run(ResultSet row) throws SQLException {
    Timestamp since = row.getTimestamp(7);
    return new Run(
        row.getString(1),
        new WorkspaceId(row.getString(2)),
        new SyncId(row.getString(3)),
        row.getLong(4),
        row.getString(5),
        row.getInt(6),
        since == null ? null : since.toInstant());
  }

  public void advance(Connection tx, Run run, Step step) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ADVANCE)) {
      statement.setString(1, step.place());
      statement.setInt(2, step.seen());
      statement.setInt(3, step.changed());
      statement.setInt(4, step.skipped().size());
      statement.setString(5, step.skipped().isEmpty() ? null : step.skipped().getFirst());
      statement.setString(6, run.id());
      statement.executeUpdate();
    }
  }

  /**
   * Postpones a run, while others have their turns.
   *
   * @param words why, without any personal data
   */
  public void postpone(Connection tx, Run run, String words, Duration wait) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(POSTPONE)) {
      statement.setString(1, words);
      statement.setDouble(2, wait.toMillis() / 1e3);
      statement.setString(3, run.id());
      statement.executeUpdate();
    }
  }

  /**
   * @param state {@code done} or {@code cancelled}
   */
  public void end(Connection tx, Run run, String state) throws SQLException {
    end(tx, run, state, null);
  }

  /**
   * Ends a run that cannot continue.
   *
   * @param words why, and what to do
   */
  public void fail(Connection tx, Run run, String words) throws SQLException {
    end(tx, run, "failed", words);
  }

  private static void end(Connection tx, Run run, String state, @Nullable String words)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(END)) {
      statement.setString(1, state);
      statement.setString(2, words);
      statement.setString(3, run.id());
      statement.executeUpdate();
    }
  }
}
