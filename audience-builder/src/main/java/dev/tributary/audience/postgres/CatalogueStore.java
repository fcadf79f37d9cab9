package dev.tributary.audience.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.catalogue.Wanted;
import dev.tributary.audience.rule.StoredTypes;
import dev.tributary.contracts.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue, and only when its revision has grown: a rule is bound once. What was read
 * while the revision grew is read again, so a picture is of one revision. Thread-safe.
 */
public final class CatalogueStore {
  private static final String REVISION = "select revision from catalogue_revision";
  private static final String LOCK = REVISION + " for update";
  private static final String RAISE = "update catalogue_revision set revision = revision + 1";
  private static final String WANTED =
      """
      select workspace, id, version, deleted, spec -> 'rule' from definition
      where kind = 'audience'\
      """;
  private static final String GENERATIONS =
      "select id, workspace, audience, definition_version, rule, zone, types from generation";
  private static final String STATES =
      """
      select workspace, audience, definition_version, stage, active, building, previous
      from audience_state\
      """;

  private final Map<Long, Generation> bound = new ConcurrentHashMap<>();
  private volatile Catalogue newest = new Catalogue(0, List.of(), List.of());

  public Catalogue current(Connection tx) throws SQLException {
    long revision = number(tx, REVISION);
    Catalogue known = newest;
    if (known.revision() == revision) {
      return known;
    }
    while (true) {
      Catalogue read = read(tx, revision);
      long after = number(tx, REVISION);
      if (after == revision) {
        newest = read;
        return read;
      }
      revision = after;
    }
  }

  /** As much of it as a request sees, which has no revision: at one moment if the reading is. */
  public Catalogue visible(Connection tx) throws SQLException {
    return read(tx, 0);
  }

  /** Locks the catalogue against other changes; false if it has grown since it was read. */
  public boolean lock(Connection tx, Catalogue catalogue) throws SQLException {
    return number(tx, LOCK) == catalogue.revision();
  }

  public void raise(Connection tx) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(RAISE)) {
      statement.executeUpdate();
    }
  }

  private Catalogue read(Connection tx, long revision) throws SQLException {
    List<Wanted> wanted = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(WANTED);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        wanted.add(
            new Wanted(
                rows.getString(1),
                rows.getString(2),
                rows.getLong(3),
                rows.getBoolean(4),
                json(rows.getString(5))));
      }
    }
    try (PreparedStatement statement = tx.prepareStatement(GENERATIONS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        long id = rows.getLong(1);
        if (!bound.containsKey(id)) {
          bound.put(id, generation(rows));
        }
      }
    }
    List<AudienceState> states = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(STATES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        states.add(
            new AudienceState(
                rows.getString(1),
                rows.getString(2),
                rows.getLong(3),
                AudienceState.Stage.named(rows.getString(4)),
                bound(rows, 5),
                bound(rows, 6),
                bound(rows, 7)));
      }
    }
    return new Catalogue(revision, wanted, states);
  }

  private @Nullable Generation bound(ResultSet rows, int column) throws SQLException {
    long id = rows.getLong(column);
    return rows.wasNull() ? null : bound.get(id);
  }

  private static Generation generation(ResultSet rows) throws SQLException {
    return Generation.of(
        rows.getLong(1),
        rows.getString(2),
        rows.getString(3),
        rows.getLong(4),
        json(rows.getString(5)),
        new Settings(ZoneId.of(rows.getString(6)), StoredTypes.read(json(rows.getString(7)))));
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
