package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.added.AddedConnectors;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.NewestDefinitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads destinations, syncs and the connectors that workspaces have added from the tables of
 * definitions, so that a transaction knows exactly which definitions it uses. A change of a
 * connector applies to the next transaction of each instance.
 *
 * <p>A transaction that applies inputs first takes the gates (advisory locks) of their workspaces
 * in shared mode, and then reads. A backfill takes the gate of its workspace exclusively once,
 * before it starts. So a backfill misses no change: a transaction whose changes it cannot see knew
 * the sync, and has applied them to it. A backfill blocks only its own workspace. A change of one
 * workspace causes a new read of this workspace only. Thread-safe.
 */
public final class PostgresCatalogue implements NewestDefinitions {
  private static final long GATES = 0x7472_6962_7379_6e63L;

  /** Sorted, so that transactions with several workspaces take the gates in the same order. */
  private static final String PASS_TOGETHER =
      """
      select pg_advisory_xact_lock_shared(k.key) from (
        select distinct hashtextextended(w, ?) as key from unnest(?::text[]) w order by 1 offset 0) k\
      """;

  private static final String PASS_ALONE = "select pg_advisory_xact_lock(hashtextextended(?, ?))";
  private static final String STAMPS =
      """
      select workspace, count(*) || ':' || coalesce(sum(version), 0) || ':'
        || count(*) filter (where deleted)
      from definition where kind in ('connector', 'destination', 'sync')\
      """;

  private final AddedConnectors connectors;
  private final AtomicReference<Reading> newest =
      new AtomicReference<>(new Reading(Map.of(), Catalogue.EMPTY));

  /** A catalogue whose workspaces may have added connectors. */
  public PostgresCatalogue(Connectors installed) {
    this(new AddedConnectors(installed));
  }

  public PostgresCatalogue(AddedConnectors connectors) {
    this.connectors = connectors;
  }

  /**
   * The result of a read.
   *
   * @param stamps by workspace; a stamp changes with every change of its workspace's definitions
   */
  private record Reading(Map<WorkspaceId, String> stamps, Catalogue catalogue) {}

  /**
   * The catalogue for a transaction that applies inputs: current for these workspaces, whose gates
   * it takes; other workspaces may be older.
   */
  public Catalogue forApplying(Connection tx, Set<WorkspaceId> workspaces) throws SQLException {
    Object[] all = WorkspaceId.values(workspaces);
    try (PreparedStatement statement = tx.prepareStatement(PASS_TOGETHER)) {
      statement.setLong(1, GATES);
      statement.setArray(2, tx.createArrayOf("text", all));
      statement.execute();
    }
    try (PreparedStatement statement =
        tx.prepareStatement(STAMPS + " and workspace = any(?) group by workspace")) {
      statement.setArray(1, tx.createArrayOf("text", all));
      return read(tx, statement, workspaces);
    }
  }

  /**
   * The catalogue for a backfill. Waits until the end of all transactions that may not know the
   * workspace's newest definitions.
   *
   * @throws SQLException 55P03 if that takes longer than the transaction's lock timeout
   */
  public Catalogue forWalking(Connection tx, WorkspaceId workspace) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(PASS_ALONE)) {
      statement.setString(1, workspace.value());
      statement.setLong(2, GATES);
      statement.execute();
    }
    return read(tx);
  }

  @Override
  public Catalogue newest() {
    return newest.get().catalogue();
  }

  public Catalogue read(Connection tx) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(STAMPS + " group by workspace")) {
      return read(tx, statement, newest.get().stamps().keySet());
    }
  }

  /**
   * @param asked the workspaces of the stamps; a workspace without a stamp is deleted
   */
  private Catalogue read(Connection tx, PreparedStatement stamps, Set<WorkspaceId> asked)
      throws SQLException {
    Reading known = newest.get();
    Map<WorkspaceId, String> changed = new HashMap<>();
    Set<WorkspaceId> gone = new HashSet<>(asked);
    gone.retainAll(known.stamps().keySet());
    try (ResultSet rows = stamps.executeQuery()) {
      while (rows.next()) {
        WorkspaceId workspace = new WorkspaceId(rows.getString(1));
        String stamp = rows.getString(2);
        gone.remove(workspace);
        if (!stamp.equals(known.stamps().get(workspace))) {
          changed.put(workspace, stamp);
        }
      }
    }
    if (changed.isEmpty() && gone.isEmpty()) {
      return known.catalogue();
    }
    Catalogue fresh = changed.isEmpty() ? Catalogue.EMPTY : load(tx, changed.keySet());
    Map<WorkspaceId, String> all = new HashMap<>(known.stamps());
    all.putAll(changed);
    all.keySet().removeAll(gone);
    Catalogue kept = known.catalogue().without(gone::contains);
    Reading now = new Reading(all, kept.with(changed.keySet(), fresh));
    // If another thread was faster, its catalogue stays. The next read finds any difference.
    newest.compareAndSet(known, now);
    return now.catalogue();
  }

  private Catalogue load(Connection tx, Set<WorkspaceId> workspaces) throws SQLException {
    DefinitionRows definitions = new DefinitionRows(connectors);
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select workspace, kind, id, key, name, version, spec, updated_at from definition
            where workspace = any(?) and kind in ('connector', 'destination', 'sync') and not deleted
            order by kind, id\
            """)) {
      statement.setArray(1, tx.createArrayOf("text", WorkspaceId.values(workspaces)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          definitions.add(rows);
        }
      }
    }
    return definitions.catalogue();
  }
}
