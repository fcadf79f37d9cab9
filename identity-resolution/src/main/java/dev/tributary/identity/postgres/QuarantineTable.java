package dev.tributary.identity.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Inputs that wait for a person. */
public final class QuarantineTable {
  static final String WAITING = "waiting";
  static final String REDRIVEN = "redriven";

  private static final String KEEP =
      """
      insert into quarantined_input (workspace, id, kind, stage, reason, detail, pointer, source,
        topic, part, position, message_key, message_value, message_headers, quarantined_at, state)
      select u.workspace, u.id, u.kind, u.stage, u.reason, u.detail, u.pointer, u.source, u.topic,
        u.part, u.position, u.key, u.value, u.headers, to_timestamp(u.at / 1e6), 'waiting'
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::int[], ?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[],
                  ?::bigint[])
           u(workspace, id, kind, stage, reason, detail, pointer, source, topic, part, position,
             key, value, headers, at)
      on conflict (workspace, id) do update
      set reason = excluded.reason, detail = excluded.detail, pointer = excluded.pointer,
          state = excluded.state, redrives = quarantined_input.redrives + 1\
      """;
  private static final String LOAD =
      """
      select q.workspace, q.id, q.kind, q.stage, q.reason, q.detail, q.pointer, q.source, q.topic,
             q.part, q.position, q.message_key, q.message_value, q.message_headers,
             (extract(epoch from q.quarantined_at) * 1000000)::bigint
      from unnest(?::text[], ?::text[]) u(workspace, id)
      join quarantined_input q
        on q.workspace = u.workspace and q.id = u.id and q.state = 'waiting'\
      """;
  private static final String REDRIVEN_NOW =
      """
      update quarantined_input q set state = 'redriven', redrives = q.redrives + 1
      from unnest(?::text[], ?::text[]) u(workspace, id)
      where q.workspace = u.workspace and q.id = u.id\
      """;

  /** What names a quarantined input. */
  public record Key(String workspace, String id) {}

  public void keep(Connection tx, Collection<QuarantinedMessage> messages) throws SQLException {
    if (messages.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
      new Columns<>(statement, messages)
          .text(QuarantinedMessage::workspace)
          .text(QuarantinedMessage::id)
          .text(QuarantinedMessage::kind)
          .text(QuarantinedMessage::stage)
          .text(QuarantinedMessage::reason)
          .text(QuarantinedMessage::detail)
          .text(QuarantinedMessage::pointer)
          .text(QuarantinedMessage::source)
          .text(message -> message.position().topic())
          .ints(message -> message.position().partition())
          .longs(message -> message.position().offset())
          .bytes(QuarantinedMessage::key)
          .bytes(QuarantinedMessage::value)
          .bytes(message -> Json.write(message.headers()))
          .times(QuarantinedMessage::at);
      statement.executeUpdate();
    }
  }

  /** Those that still wait. */
  public Map<Key, QuarantinedMessage> waiting(Connection tx, Collection<Key> wanted)
      throws SQLException {
    Map<Key, QuarantinedMessage> found = new HashMap<>();
    if (wanted.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(LOAD)) {
      new Columns<>(statement, wanted).text(Key::workspace).text(Key::id);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          QuarantinedMessage message = message(rows);
          found.put(new Key(message.workspace(), message.id()), message);
        }
      }
    }
    return found;
  }

  public void redriven(Connection tx, Collection<Key> applied) throws SQLException {
    if (applied.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(REDRIVEN_NOW)) {
      new Columns<>(statement, applied).text(Key::workspace).text(Key::id);
      statement.executeUpdate();
    }
  }

  private static QuarantinedMessage message(ResultSet rows) throws SQLException {
    return new QuarantinedMessage(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        rows.getString(6),
        rows.getString(7),
        rows.getString(8),
        new LogPosition(rows.getString(9), rows.getInt(10), rows.getLong(11)),
        rows.getBytes(12),
        rows.getBytes(13),
        headers(rows.getBytes(14)),
        Columns.time(rows.getLong(15)));
  }

  /** Bytes as base64, as Jackson writes them. */
  static Map<String, byte[]> headers(byte[] json) {
    return Json.read(json, new TypeReference<Map<String, byte[]>>() {});
  }
}
