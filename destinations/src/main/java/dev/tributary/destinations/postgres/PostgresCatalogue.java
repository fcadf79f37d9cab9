package dev.tributary.destinations.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.From;
import dev.tributary.destinations.sync.SyncSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads destinations and syncs from where they are written, so that a transaction knows exactly
 * which definitions it worked with.
 *
 * <p>A transaction that applies inputs takes the gate shared, before it reads; a backfill passes
 * the gate alone once, before it starts to walk. So whatever the walk cannot see was applied by
 * someone who knew the sync. Thread-safe.
 */
public final class PostgresCatalogue {
  private static final long GATE = 0x7472_6962_7379_6e63L;

  private final Connectors connectors;
  private volatile Catalogue newest = Catalogue.EMPTY;

  public PostgresCatalogue(Connectors connectors) {
    this.connectors = connectors;
  }

  /** As it stands for this transaction, behind the gate. */
  public Catalogue forApplying(Connection tx) throws SQLException {
    gate(tx, "select pg_advisory_xact_lock_shared(?)");
    return read(tx);
  }

  /** Waits until all transactions that may not know the newest definitions are over. */
  public Catalogue forWalking(Connection tx) throws SQLException {
    gate(tx, "select pg_advisory_xact_lock(?)");
    return read(tx);
  }

  /** As it was last read by anyone. */
  public Catalogue newest() {
    return newest;
  }

  public Catalogue read(Connection tx) throws SQLException {
    String stamp = stamp(tx);
    Catalogue known = newest;
    if (stamp.equals(known.stamp())) {
      return known;
    }
    Catalogue fresh = load(tx, stamp);
    newest = fresh;
    return fresh;
  }

  private static void gate(Connection tx, String lock) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(lock)) {
      statement.setLong(1, GATE);
      statement.execute();
    }
  }

  private static String stamp(Connection tx) throws SQLException {
    try (PreparedStatement statement =
            tx.prepareStatement(
                """
                select count(*) || ':' || coalesce(sum(version), 0) || ':' || count(*) filter (where deleted)
                from definition where kind in ('destination', 'sync')\
                """);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private Catalogue load(Connection tx, String stamp) throws SQLException {
    Map<String, Catalogue.Destination> destinations = new LinkedHashMap<>();
    Map<String, Catalogue.Sync> syncs = new LinkedHashMap<>();
    try (PreparedStatement statement =
            tx.prepareStatement(
                """
                select workspace, kind, id, name, version, spec from definition
                where kind in ('destination', 'sync') and not deleted order by kind, id\
                """);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (rows.getString("kind").equals(DestinationSpec.KIND)) {
          Catalogue.Destination destination = destination(rows);
          if (destination != null) {
            destinations.put(destination.id(), destination);
          }
        } else {
          Catalogue.Sync sync = sync(rows, destinations);
          if (sync != null) {
            syncs.put(sync.id(), sync);
          }
        }
      }
    }
    return new Catalogue(stamp, destinations, syncs);
  }

  /** Null if this installation lacks the connector: an older version that was rolled back to. */
  private Catalogue.@Nullable Destination destination(ResultSet row) throws SQLException {
    DestinationSpec spec = Json.read(row.getBytes("spec"), DestinationSpec.class);
    Connector connector = connectors.find(spec.connector()).orElse(null);
    return connector == null
        ? null
        : new Catalogue.Destination(
            row.getString("workspace"),
            row.getString("id"),
            row.getString("name"),
            row.getLong("version"),
            spec,
            connector);
  }

  private static Catalogue.@Nullable Sync sync(
      ResultSet row, Map<String, Catalogue.Destination> destinations) throws SQLException {
    SyncSpec spec = Json.read(row.getBytes("spec"), SyncSpec.class);
    Catalogue.Destination destination = destinations.get(spec.destination());
    return destination == null
        ? null
        : bound(
            row.getString("workspace"),
            row.getString("id"),
            row.getString("name"),
            row.getLong("version"),
            spec,
            destination);
  }

  /** A sync with what its connector says of it; null if the connector lacks the object. */
  public static Catalogue.@Nullable Sync bound(
      String workspace,
      String id,
      String name,
      long version,
      SyncSpec spec,
      Catalogue.Destination destination) {
    Connector connector = destination.connector();
    ObjectType object =
        connector
            .manifest()
            .object(spec.object())
            .flatMap(connector.manifest()::recordsOf)
            .orElse(null);
    if (object == null) {
      return null;
    }
    String memberships = object.memberships();
    ObjectType list =
        memberships == null || !(spec.from() instanceof From.Audience)
            ? null
            : connector.manifest().object(memberships).orElse(null);
    return new Catalogue.Sync(
        workspace,
        id,
        name,
        version,
        spec,
        destination,
        object,
        list,
        connector.space(object.name(), spec.settings()));
  }
}
