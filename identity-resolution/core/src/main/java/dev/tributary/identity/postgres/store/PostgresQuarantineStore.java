package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import dev.tributary.identity.acceptance.QuarantinedMessageBuilder;
import dev.tributary.identity.store.QuarantineStore;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.postgres.StorableText;
import dev.tributary.runtime.quarantine.StoredHeaders;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link QuarantineStore} over PostgreSQL. */
public final class PostgresQuarantineStore implements QuarantineStore {
  private static final int LONGEST = 10_000;

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

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
             (extract(epoch from q.quarantined_at) * 1000000)::bigint as at
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

  private final Connection tx;

  public PostgresQuarantineStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void keep(Collection<QuarantinedMessage> messages) {
    Jdbc.update(() -> {
      if (messages.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
        new Columns<>(statement, messages)
            .workspace(message -> new WorkspaceId(StorableText.key(message.workspace().value())))
            .text(message -> StorableText.key(message.id()))
            .text(message -> StorableText.key(message.kind()))
            .text(QuarantinedMessage::stage)
            .text(message -> StorableText.of(message.reason(), LONGEST))
            .text(message -> StorableText.of(message.detail(), LONGEST))
            .text(message -> storable(message.pointer()))
            .text(message -> storable(message.source()))
            .text(message -> message.position().topic())
            .ints(message -> message.position().partition())
            .longs(message -> message.position().offset())
            .bytes(QuarantinedMessage::key)
            .bytes(QuarantinedMessage::value)
            .bytes(message -> StoredHeaders.write(message.headers()))
            .times(message -> storable(message.at()));
        statement.executeUpdate();
      }
    });
  }

  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : StorableText.of(text, LONGEST);
  }

  /** The nearest time that both PostgreSQL and this process can represent. */
  private static Instant storable(Instant at) {
    if (at.isBefore(Instant.EPOCH)) {
      return Instant.EPOCH;
    }
    return at.isAfter(LATEST) ? LATEST : at;
  }

  @Override
  public Map<Key, QuarantinedMessage> waiting(Collection<Key> wanted) {
    return Jdbc.query(() -> {
      Map<Key, QuarantinedMessage> found = new HashMap<>();
      if (wanted.isEmpty()) {
        return found;
      }
      Map<Key, Key> given = new HashMap<>();
      wanted.forEach(key -> given.put(stored(key), key));
      try (PreparedStatement statement = tx.prepareStatement(LOAD)) {
        stored(statement, given.keySet());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            QuarantinedMessage message = message(rows);
            Key stored = new Key(message.workspace(), message.id());
            found.put(given.getOrDefault(stored, stored), message);
          }
        }
      }
      return found;
    });
  }

  @Override
  public void redriven(Collection<Key> applied) {
    Jdbc.update(() -> {
      if (applied.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(REDRIVEN_NOW)) {
        stored(statement, applied.stream().map(PostgresQuarantineStore::stored).toList());
        statement.executeUpdate();
      }
    });
  }

  /** The key in the form in which it is stored. */
  private static Key stored(Key key) {
    return new Key(
        new WorkspaceId(StorableText.key(key.workspace().value())), StorableText.key(key.id()));
  }

  private static void stored(PreparedStatement statement, Collection<Key> keys)
      throws SQLException {
    new Columns<>(statement, keys).workspace(Key::workspace).text(Key::id);
  }

  private static QuarantinedMessage message(ResultSet rows) throws SQLException {
    return QuarantinedMessageBuilder.builder()
        .workspace(new WorkspaceId(rows.getString("workspace")))
        .id(rows.getString("id"))
        .kind(rows.getString("kind"))
        .stage(rows.getString("stage"))
        .reason(rows.getString("reason"))
        .detail(rows.getString("detail"))
        .pointer(rows.getString("pointer"))
        .source(rows.getString("source"))
        .position(
            new LogPosition(rows.getString("topic"), rows.getInt("part"), rows.getLong("position")))
        .key(rows.getBytes("message_key"))
        .value(rows.getBytes("message_value"))
        .headers(StoredHeaders.read(rows.getBytes("message_headers")))
        .at(Columns.time(rows.getLong("at")))
        .build();
  }
}
