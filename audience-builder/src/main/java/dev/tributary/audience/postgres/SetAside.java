package dev.tributary.audience.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.runtime.loop.Input;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Messages that failed even when they were alone, kept whole for a person to look at. */
public final class SetAside {
  private static final String PUT =
      """
      insert into set_aside (topic, part, at_offset, reason, message_key, message_value, headers)
      values (?, ?, ?, ?, ?, ?, ?::jsonb) on conflict do nothing\
      """;

  public void put(Connection tx, Input input, Exception failure) throws SQLException {
    Map<String, String> headers = new TreeMap<>();
    input
        .headers()
        .forEach((name, value) -> headers.put(name, new String(value, StandardCharsets.UTF_8)));
    try (PreparedStatement statement = tx.prepareStatement(PUT)) {
      statement.setString(1, input.partition().topic());
      statement.setInt(2, input.partition().partition());
      statement.setLong(3, input.offset());
      statement.setString(4, failure.toString());
      statement.setBytes(5, input.key());
      statement.setBytes(6, input.value());
      statement.setString(7, new String(Json.write(headers), StandardCharsets.UTF_8));
      statement.executeUpdate();
    }
  }
}
