package dev.tributary.audience.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.Tick;
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

/** The newest tick that each partition has handled: the clock of its people. */
public final class PartitionClocks {
  private static final TypeReference<Map<String, Long>> OFFSETS = new TypeReference<>() {};
  private static final String FIND =
      "select part, at, offsets::text from partition_clock where part = any(?)";
  private static final String SLOWEST =
      "select at, offsets::text from partition_clock order by at limit 1";
  private static final String PUT =
      """
      insert into partition_clock (part, at, offsets)
      select p, a, o::jsonb from unnest(?::int[], ?::bigint[], ?::text[]) u(p, a, o)
      on conflict (part) do update set at = excluded.at, offsets = excluded.offsets\
      """;

  public Map<Integer, Tick> find(Connection tx, Collection<Integer> parts) throws SQLException {
    Map<Integer, Tick> clocks = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(FIND)) {
      new Columns<>(statement, parts).ints(part -> part);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          clocks.put(rows.getInt(1), tick(rows.getLong(2), rows.getString(3)));
        }
      }
    }
    return clocks;
  }

  /** Up to when everyone is decided; empty before the first tick. */
  public Optional<Tick> slowest(Connection tx) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(SLOWEST);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(tick(rows.getLong(1), rows.getString(2))) : Optional.empty();
    }
  }

  /** Moves the clocks, never back, and returns where they stand. */
  public Map<Integer, Tick> advance(Connection tx, Map<Integer, Tick> told) throws SQLException {
    Map<Integer, Tick> clocks = new HashMap<>(told);
    find(tx, told.keySet())
        .forEach((part, known) -> clocks.merge(part, known, PartitionClocks::later));
    put(tx, clocks);
    return clocks;
  }

  private static Tick later(Tick one, Tick other) {
    return one.at().isBefore(other.at()) ? other : one;
  }

  private static void put(Connection tx, Map<Integer, Tick> clocks) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(PUT)) {
      new Columns<>(statement, clocks.entrySet())
          .ints(Map.Entry::getKey)
          .longs(each -> each.getValue().at().toEpochMilli())
          .text(each -> text(each.getValue().offsets()));
      statement.executeUpdate();
    }
  }

  private static Tick tick(long at, String offsets) {
    try {
      return new Tick(Instant.ofEpochMilli(at), Json.MAPPER.readValue(offsets, OFFSETS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored tick cannot be read", e);
    }
  }

  private static String text(Map<String, Long> offsets) {
    try {
      return Json.MAPPER.writeValueAsString(offsets);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tick cannot be written", e);
    }
  }
}
