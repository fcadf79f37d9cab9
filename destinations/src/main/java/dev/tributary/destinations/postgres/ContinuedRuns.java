package dev.tributary.destinations.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries the runs of a sync over to a newer version that sends the same, so that a change of its
 * name, tags, folder or owner compares nothing again.
 *
 * <p>Every version since that of the run must send the same: inputs that were applied with another
 * one need a comparison, also if a later version reverses the change.
 */
final class ContinuedRuns {
  private static final String VERSIONS =
      """
      select u.sync, r.version as of_run, v.version, v.spec, v.deleted
      from unnest(?, ?, ?) as u(workspace, sync, version)
      cross join lateral (select max(x.sync_version) as version from sync_run x
        where x.workspace = u.workspace and x.sync = u.sync) r
      join definition_version v on v.workspace = u.workspace and v.kind = 'sync' and v.id = u.sync
        and v.version between r.version and u.version\
      """;
  private static final String CARRY =
      """
      update sync_run r set sync_version = u.version
      from unnest(?, ?, ?, ?) as u(workspace, sync, version, of_run)
      where r.workspace = u.workspace and r.sync = u.sync and r.sync_version = u.of_run\
      """;

  private ContinuedRuns() {}

  private record Continued(Catalogue.Sync sync, long ofRun) {}

  /** The known versions of a sync that send the same as its newest one, since its last run. */
  private static final class History {
    private final long ofRun;
    private final Set<Long> alike = new HashSet<>();

    private History(long ofRun) {
      this.ofRun = ofRun;
    }

    /** False also if a version between is unknown: only the newest 200 are stored. */
    private boolean isAlikeTo(long version) {
      return alike.size() == version - ofRun + 1;
    }
  }

  /**
   * Carries over what can be.
   *
   * @param missing syncs whose newest version has no run
   * @return the syncs that need a new run
   */
  static List<Catalogue.Sync> carry(Connection tx, List<Catalogue.Sync> missing)
      throws SQLException {
    Map<SyncId, History> histories = histories(tx, missing);
    List<Continued> continued = new ArrayList<>();
    List<Catalogue.Sync> changed = new ArrayList<>();
    for (Catalogue.Sync sync : missing) {
      History history = histories.get(sync.id());
      if (history != null && history.isAlikeTo(sync.version())) {
        continued.add(new Continued(sync, history.ofRun));
      } else {
        changed.add(sync);
      }
    }
    try (PreparedStatement statement = tx.prepareStatement(CARRY)) {
      new Columns<>(statement, continued)
          .workspace(each -> each.sync().workspace())
          .text(each -> each.sync().id().value())
          .longs(each -> each.sync().version())
          .longs(Continued::ofRun);
      statement.executeUpdate();
    }
    return changed;
  }

  private static Map<SyncId, History> histories(Connection tx, List<Catalogue.Sync> missing)
      throws SQLException {
    Map<SyncId, SyncSpec> specs = new HashMap<>();
    missing.forEach(sync -> specs.put(sync.id(), sync.spec()));
    Map<SyncId, History> histories = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(VERSIONS)) {
      new Columns<>(statement, missing)
          .workspace(Catalogue.Sync::workspace)
          .text(sync -> sync.id().value())
          .longs(Catalogue.Sync::version);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          SyncId sync = new SyncId(rows.getString("sync"));
          long ofRun = rows.getLong("of_run");
          SyncSpec now = specs.get(sync);
          if (now != null && !rows.getBoolean("deleted") && alike(rows.getBytes("spec"), now)) {
            histories
                .computeIfAbsent(sync, _ -> new History(ofRun))
                .alike
                .add(rows.getLong("version"));
          }
        }
      }
    }
    return histories;
  }

  private static boolean alike(byte[] stored, SyncSpec now) {
    try {
      return Json.read(stored, SyncSpec.class).sendsLike(now);
    } catch (RuntimeException e) {
      // Another release wrote it. The comparison of all records is always right.
      return false;
    }
  }
}
