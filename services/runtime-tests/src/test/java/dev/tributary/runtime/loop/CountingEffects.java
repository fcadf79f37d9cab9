package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts inputs per key, and tells of each with the count as its version. */
final class CountingEffects implements Effects {
  static final String POISON = "poison";
  private final Topic output;

  CountingEffects(Topic output) {
    this.output = output;
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws SQLException {
    Map<String, Integer> counts = new TreeMap<>();
    for (Input input : poll.inputs()) {
      if (text(input.value()).equals(POISON)) {
        throw new IllegalArgumentException("This input cannot be read");
      }
      counts.merge(text(input.key()), 1, Integer::sum);
    }
    Map<String, Long> versions = upsert(tx, counts);
    List<Output> outputs = new ArrayList<>();
    for (Input input : poll.inputs()) {
      String key = text(input.key());
      long version = versions.get(key) - counts.merge(key, -1, Integer::sum);
      outputs.add(output(input, key, "applied", Long.toString(version)));
    }
    return outputs;
  }

  @Override
  public List<Output> quarantine(Connection tx, Input input, Exception failure) {
    return List.of(output(input, text(input.key()), "set-aside", failure.getMessage()));
  }

  private Output output(Input input, String key, String type, String value) {
    String id = "%s-%d".formatted(input.partition(), input.offset());
    MessageHeaders headers =
        new MessageHeaders(
            id, type, new WorkspaceId("wsp_test"), id, Instant.EPOCH, text(input.value()));
    return new Output(
        input.partition(),
        Message.of(output, key, value.getBytes(StandardCharsets.UTF_8), headers));
  }

  private static Map<String, Long> upsert(Connection tx, Map<String, Integer> counts)
      throws SQLException {
    Map<String, Long> versions = new TreeMap<>();
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into counter as c (key, version)
            select u.key, u.version from unnest(?::text[], ?::bigint[]) u(key, version)
            order by u.key
            on conflict (key) do update set version = c.version + excluded.version
            returning key, version\
            """)) {
      statement.setArray(1, tx.createArrayOf("text", counts.keySet().toArray()));
      statement.setArray(2, tx.createArrayOf("int8", counts.values().toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          versions.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return versions;
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
