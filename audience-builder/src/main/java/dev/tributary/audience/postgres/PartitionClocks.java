package dev.tributary.audience.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The time that each partition has processed, by workspace: the clock of its people. It never goes
 * back for any workspace, in any order of ticks.
 */
public final class PartitionClocks {
  private static final TypeReference<Map<WorkspaceId, Long>> MILLIS = new TypeReference<>() {};
  private static final String FIND =
      """
      select part, at, offsets::text, greatest(at, newest), held_back::text
      from partition_clock where part = any(?)\
      """;
  private static final String SLOWEST = "select min(business_time(c, ?)) from partition_clock c";
  private static final String PUT =
      """
      insert into partition_clock (part, at, offsets, newest, held_back)
      select p, a, o::jsonb, n, h::jsonb
      from unnest(?::int[], ?::bigint[], ?::text[], ?::bigint[], ?::text[]) u(p, a, o, n, h)
      on conflict (part) do update set at = excluded.at, offsets = excluded.offsets,
        newest = excluded.newest, held_back = excluded.held_back\
      """;

  public Map<Integer, Tick> find(Connection tx, Collection<Integer> parts) throws SQLException {
    Map<Integer, Tick> clocks = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(FIND)) {
      new Columns<>(statement, parts).ints(part -> part);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          clocks.put(rows.getInt(1), tick(rows));
        }
      }
    }
    return clocks;
  }

  /**
   * Business time up to which all profiles of a workspace are decided; empty before the first tick.
   */
  public Optional<Instant> slowest(Connection tx, WorkspaceId workspace) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(SLOWEST)) {
      statement.setString(1, workspace.value());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        long millis = rows.getLong(1);
        return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
      }
    }
  }

  /** Moves the clocks, never back, and returns their new values. */
  public Map<Integer, Tick> advance(Connection tx, Map<Integer, Tick> received)
      throws SQLException {
    Map<Integer, Tick> clocks = new HashMap<>(received);
    find(tx, received.keySet()).forEach((part, known) -> clocks.merge(part, known, Tick::orLater));
    put(tx, clocks);
    return clocks;
  }

  private static void put(Connection tx, Map<Integer, Tick> clocks) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(PUT)) {
      new Columns<>(statement, clocks.entrySet())
          .ints(Map.Entry::getKey)
          .longs(each -> each.getValue().at().toEpochMilli())
          .text(each -> text(each.getValue().offsets()))
          .longs(each -> each.getValue().newest().toEpochMilli())
          .text(each -> text(millis(each.getValue().heldBack())));
      statement.executeUpdate();
    }
  }

  /**
   * An instance of the previous version may have moved only {@code at}, so no workspace is before
   * it.
   */
  private static Tick tick(ResultSet rows) throws SQLException {
    Instant at = Instant.ofEpochMilli(rows.getLong(2));
    Map<WorkspaceId, Instant> heldBack = new HashMap<>();
    map(rows.getString(5))
        .forEach((workspace, millis) -> {
          Instant its = Instant.ofEpochMilli(millis);
          heldBack.put(workspace, its.isBefore(at) ? at : its);
        });
    return Tick.of(Instant.ofEpochMilli(rows.getLong(4)), heldBack, map(rows.getString(3)));
  }

  private static Map<WorkspaceId, Long> millis(Map<WorkspaceId, Instant> times) {
    Map<WorkspaceId, Long> millis = new HashMap<>();
    times.forEach((workspace, time) -> millis.put(workspace, time.toEpochMilli()));
    return millis;
  }

  private static Map<WorkspaceId, Long> map(String json) {
    try {
      return Json.MAPPER.readValue(json, MILLIS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored tick cannot be read", e);
    }
  }

  private static String text(Map<WorkspaceId, Long> millis) {
    try {
      return Json.MAPPER.writeValueAsString(millis);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tick cannot be written", e);
    }
  }
}
