package dev.tributary.audience.postgres.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.DefinedAudience;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.catalogue.WorkspaceCatalogue;
import dev.tributary.audience.rule.StoredTypes;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue, and only the workspaces whose revision has increased, so that each rule is
 * bound once. If the revision increases during a read, the read is repeated, so that the result
 * belongs to one revision. Thread-safe.
 */
public final class CatalogueStore {
  private static final Logger LOG = Logger.getLogger(CatalogueStore.class);
  private static final String REVISION = "select revision from catalogue_revision";
  private static final String LOCK = REVISION + " for update";
  private static final String RAISE =
      "update catalogue_revision set revision = revision + 1, changed_workspace = ?";
  private static final String REVISIONS = "select workspace, revision from workspace_catalogue";
  private static final String WANTED =
      """
      select workspace, id, version, deleted, spec -> 'rule' from definition
      where kind = 'audience' and workspace = any(?)\
      """;
  private static final String GENERATIONS =
      """
      select id, workspace, audience, definition_version, rule, zone, types from generation
      where workspace = any(?)\
      """;
  private static final String STATES =
      """
      select workspace, audience, definition_version, stage, active, building, previous
      from audience_state where workspace = any(?)\
      """;

  private final Map<Long, Generation> bound = new ConcurrentHashMap<>();
  private volatile Catalogue newest = Catalogue.empty();

  public Catalogue current(Connection tx) throws SQLException {
    Catalogue known = newest;
    long revision = number(tx, REVISION);
    if (known.revision() == revision) {
      return known;
    }
    while (true) {
      known = read(tx, revision, known);
      long after = number(tx, REVISION);
      if (after == revision) {
        newest = known;
        return known;
      }
      revision = after;
    }
  }

  /**
   * The part of the catalogue that a request sees, without a revision. It is consistent at one
   * moment if the transaction is.
   */
  public Catalogue visible(Connection tx, WorkspaceId workspace) throws SQLException {
    return new Catalogue(0, read(tx, Map.of(workspace, 0L)));
  }

  /**
   * Locks the catalogue against other changes.
   *
   * @param workspaces that the caller is about to change
   * @return false if one of them has changed since the catalogue was read
   */
  public boolean lock(Connection tx, Catalogue catalogue, Collection<WorkspaceId> workspaces)
      throws SQLException {
    if (number(tx, LOCK) == catalogue.revision()) {
      return true;
    }
    Map<WorkspaceId, Long> now = revisions(tx);
    return workspaces.stream()
        .map(catalogue.byWorkspace()::get)
        .allMatch(
            each -> each != null && now.getOrDefault(each.workspace(), -1L) == each.revision());
  }

  /** Makes every loop read the audiences of these workspaces again. */
  public void raise(Connection tx, Collection<WorkspaceId> workspaces) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(RAISE)) {
      for (WorkspaceId workspace : new TreeSet<>(workspaces)) {
        statement.setString(1, workspace.value());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Keeps the workspaces that have not changed, and reads those that have. */
  private Catalogue read(Connection tx, long revision, Catalogue known) throws SQLException {
    Map<WorkspaceId, Long> revisions = revisions(tx);
    Map<WorkspaceId, Long> changed = new HashMap<>(revisions);
    known.byWorkspace().values().forEach(each -> changed.remove(each.workspace(), each.revision()));
    List<WorkspaceCatalogue> workspaces = new ArrayList<>(read(tx, changed));
    known.byWorkspace().values().stream()
        .filter(each -> revisions.containsKey(each.workspace()))
        .filter(each -> !changed.containsKey(each.workspace()))
        .forEach(workspaces::add);
    return new Catalogue(revision, workspaces);
  }

  private static Map<WorkspaceId, Long> revisions(Connection tx) throws SQLException {
    Map<WorkspaceId, Long> revisions = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(REVISIONS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        revisions.put(new WorkspaceId(rows.getString(1)), rows.getLong(2));
      }
    }
    return revisions;
  }

  private List<WorkspaceCatalogue> read(Connection tx, Map<WorkspaceId, Long> revisions)
      throws SQLException {
    if (revisions.isEmpty()) {
      return List.of();
    }
    Map<String, List<DefinedAudience>> wanted = new HashMap<>();
    each(
        tx,
        WANTED,
        revisions.keySet(),
        rows ->
            wanted
                .computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                .add(
                    new DefinedAudience(
                        new WorkspaceId(rows.getString(1)),
                        new AudienceId(rows.getString(2)),
                        rows.getLong(3),
                        rows.getBoolean(4),
                        json(rows.getString(5)))));
    each(
        tx,
        GENERATIONS,
        revisions.keySet(),
        rows -> {
          long id = rows.getLong(1);
          if (!bound.containsKey(id)) {
            bound.put(id, generation(rows));
          }
        });
    Map<String, List<AudienceState>> states = new HashMap<>();
    each(
        tx,
        STATES,
        revisions.keySet(),
        rows ->
            states
                .computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                .add(
                    new AudienceState(
                        new WorkspaceId(rows.getString(1)),
                        new AudienceId(rows.getString(2)),
                        rows.getLong(3),
                        AudienceState.Stage.named(rows.getString(4)),
                        bound(rows, 5),
                        bound(rows, 6),
                        bound(rows, 7))));
    List<WorkspaceCatalogue> read = new ArrayList<>();
    revisions.forEach((workspace, revision) ->
        read.add(
            new WorkspaceCatalogue(
                workspace,
                revision,
                wanted.getOrDefault(workspace.value(), List.of()),
                states.getOrDefault(workspace.value(), List.of()))));
    return read;
  }

  private interface Row {
    void read(ResultSet rows) throws SQLException;
  }

  private static void each(Connection tx, String query, Collection<WorkspaceId> workspaces, Row row)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(query)) {
      new Columns<>(statement, workspaces).text(WorkspaceId::value);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          row.read(rows);
        }
      }
    }
  }

  private @Nullable Generation bound(ResultSet rows, int column) throws SQLException {
    long id = rows.getLong(column);
    return rows.wasNull() ? null : bound.get(id);
  }

  /**
   * If this version cannot read something that a later one wrote, only this generation is affected.
   */
  private static Generation generation(ResultSet rows) throws SQLException {
    long id = rows.getLong(1);
    WorkspaceId workspace = new WorkspaceId(rows.getString(2));
    AudienceId audience = new AudienceId(rows.getString(3));
    long version = rows.getLong(4);
    JsonNode rule = json(rows.getString(5));
    Generation read =
        settings(rows.getString(6), rows.getString(7))
            .map(settings -> Generation.of(id, workspace, audience, version, rule, settings))
            .orElseGet(() -> Generation.unreadable(id, workspace, audience, version, rule));
    if (!read.readable()) {
      LOG.warnf(
          "The rule of %s in %s is of a later version: nobody enters or leaves the audience here",
          audience, workspace);
    }
    return read;
  }

  private static Optional<Settings> settings(String zone, String types) {
    try {
      return Optional.of(new Settings(ZoneId.of(zone), StoredTypes.read(json(types))));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored rule is not JSON", e);
    }
  }

  private static long number(Connection tx, String query) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
