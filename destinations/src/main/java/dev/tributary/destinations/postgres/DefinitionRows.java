package dev.tributary.destinations.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.added.AddedConnectors;
import dev.tributary.destinations.added.ConnectorFile;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.manifest.ManifestFault;
import dev.tributary.destinations.declared.Compilation;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Reads stored definitions one by one: added connectors, then destinations, then syncs. A
 * definition that cannot be read is noted, and the others are read: a newer version may have
 * written it during a roll-out.
 */
final class DefinitionRows {
  private static final Logger LOG = Logger.getLogger(DefinitionRows.class);

  private final AddedConnectors connectors;

  /** By workspace and id: two workspaces may have added connectors with the same id. */
  private final Map<WorkspaceId, Map<String, Compilation>> added = new HashMap<>();

  private final Map<DestinationId, Catalogue.Destination> destinations = new LinkedHashMap<>();
  private final Map<SyncId, Catalogue.Sync> syncs = new LinkedHashMap<>();
  private final Map<String, Catalogue.Unreadable> unreadable = new LinkedHashMap<>();

  DefinitionRows(AddedConnectors connectors) {
    this.connectors = connectors;
  }

  Catalogue catalogue() {
    return new Catalogue(destinations, syncs, unreadable, Set.of());
  }

  /** Reads the current row of the result set. */
  void add(ResultSet row) throws SQLException {
    byte[] spec = row.getBytes("spec");
    try {
      switch (row.getString("kind")) {
        case ConnectorFile.KIND -> connector(row, spec);
        case DestinationSpec.KIND -> destination(row, Json.read(spec, DestinationSpec.class));
        default -> sync(row, Json.read(spec, SyncSpec.class));
      }
    } catch (RuntimeException e) {
      Throwable root = e.getCause() == null ? e : e.getCause();
      unreadable(
          row, "This version cannot read it: failed with " + root.getClass().getSimpleName());
    }
  }

  /** A connector that cannot be read is not left out: its id must not mean another connector. */
  private void connector(ResultSet row, byte[] spec) throws SQLException {
    added
        .computeIfAbsent(new WorkspaceId(row.getString("workspace")), _ -> new HashMap<>())
        .put(row.getString("key"), compiled(spec));
  }

  private Compilation compiled(byte[] spec) {
    try {
      return connectors.compile(Json.read(spec, ConnectorFile.class));
    } catch (RuntimeException e) {
      LOG.error("A connector of a workspace cannot be read", e);
      return new Compilation.Refused(
          List.of(
              new ManifestFault(
                  AddedConnectors.FILE, 1, 1, "", "cannot be read: " + e.getClass().getName())));
    }
  }

  private void destination(ResultSet row, DestinationSpec spec) throws SQLException {
    Compilation ofWorkspace =
        added
            .getOrDefault(new WorkspaceId(row.getString("workspace")), Map.of())
            .get(spec.connector());
    Connector connector =
        switch (ofWorkspace) {
          case null -> connectors.installed().find(spec.connector()).orElse(null);
          case Compilation.Compiled(Connector compiled) -> compiled;
          case Compilation.Refused(var faults) -> {
            unreadable(row, "This version refuses its connector: " + faults.getFirst().message());
            yield null;
          }
        };
    if (connector == null) {
      if (ofWorkspace == null) {
        unreadable(row, "This version has no connector " + spec.connector());
      }
      return;
    }
    DestinationId id = new DestinationId(row.getString("id"));
    destinations.put(
        id,
        new Catalogue.Destination(
            new WorkspaceId(row.getString("workspace")),
            id,
            row.getString("name"),
            row.getLong("version"),
            spec,
            connector));
  }

  private void sync(ResultSet row, SyncSpec spec) throws SQLException {
    Catalogue.Destination destination = destinations.get(spec.destination());
    if (destination == null) {
      if (unreadable.containsKey(spec.destination().value())) {
        unreadable(row, "This version cannot read its destination");
      }
      return;
    }
    Catalogue.Sync sync =
        Catalogue.Sync.bound(
            new WorkspaceId(row.getString("workspace")),
            new SyncId(row.getString("id")),
            row.getString("name"),
            row.getLong("version"),
            spec,
            destination);
    if (sync == null) {
      unreadable(row, "The connector of this version has no object " + spec.object());
    } else {
      syncs.put(sync.id(), sync);
    }
  }

  private void unreadable(ResultSet row, String words) throws SQLException {
    Catalogue.Unreadable definition =
        new Catalogue.Unreadable(
            new WorkspaceId(row.getString("workspace")),
            row.getString("kind"),
            row.getString("id"),
            row.getString("name"),
            row.getTimestamp("updated_at").toInstant(),
            words);
    LOG.errorf(
        "The %s %s of workspace %s is left out: %s",
        definition.kind(), definition.id(), definition.workspace(), words);
    unreadable.put(definition.id(), definition);
  }
}
