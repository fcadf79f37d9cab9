package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.CorrectedValue;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.acceptance.MessageMemory.Holder;
import dev.tributary.identity.store.AcceptedEventStore;
import dev.tributary.runtime.postgres.Columns;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link AcceptedEventStore} over PostgreSQL. */
public final class PostgresAcceptedEventStore implements AcceptedEventStore {
  private static final String HOLDERS =
      """
      select u.workspace, u.source, u.hash, e.event, e.content_hash,
             (extract(epoch from e.accepted_at) * 1000000)::bigint
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, source, hash)
      cross join lateral (
        select event, content_hash, accepted_at from accepted_event
        where workspace = u.workspace and message_hash = decode(u.hash, 'hex')
          and source = u.source and repeat = ''
        offset 0) e\
      """;

  private static final String KNOWN =
      """
      select e.workspace, e.event from unnest(?::text[], ?::text[]) u(workspace, event)
      join accepted_event e on e.workspace = u.workspace and e.event = u.event\
      """;

  private static final String MAKE_ROOM =
      """
      update accepted_event e set repeat = e.event
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, source, hash)
      where e.workspace = u.workspace and e.message_hash = decode(u.hash, 'hex')
        and e.source = u.source and e.repeat = ''\
      """;

  private static final String INSERT =
      """
      insert into accepted_event (workspace, event, source, type, name, message_hash, repeat,
        content_hash, topic, part, position, outcome, reason, profile, happened_at, received_at,
        accepted_at, left_out, anchor_type, anchor_value, corrected)
      select u.workspace, u.event, u.source, u.type, u.name, decode(u.hash, 'hex'), u.repeat,
        u.content_hash, u.topic, u.part, u.position, u.outcome, u.reason, u.profile,
        to_timestamp(u.happened / 1e6), to_timestamp(u.received / 1e6),
        to_timestamp(u.accepted / 1e6), u.left_out::jsonb, u.anchor_type, u.anchor_value,
        u.corrected::json
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                  ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                  ?::text[])
           u(workspace, event, source, type, name, hash, repeat, content_hash, topic, part,
             position, outcome, reason, profile, happened, received, accepted, left_out,
             anchor_type, anchor_value, corrected)\
      """;

  private static final String UNIQUE_VIOLATION = "23505";

  private static final String END =
      """
      update accepted_event e set outcome = u.outcome, reason = u.reason, profile = u.profile,
        type = u.type, name = u.name, happened_at = to_timestamp(u.happened / 1e6),
        left_out = u.left_out::jsonb, anchor_type = u.anchor_type, anchor_value = u.anchor_value,
        corrected = u.corrected::json, decided = pg_current_xact_id()
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
           u(workspace, event, outcome, reason, profile, type, name, happened, left_out,
             anchor_type, anchor_value, corrected)
      where e.workspace = u.workspace and e.event = u.event\
      """;

  private final Connection tx;

  public PostgresAcceptedEventStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public Map<MessageKey, Holder> holders(Collection<MessageKey> wanted) {
    return Jdbc.query(() -> {
      Map<MessageKey, Holder> holders = new HashMap<>();
      if (wanted.isEmpty()) {
        return holders;
      }
      try (PreparedStatement statement = tx.prepareStatement(HOLDERS)) {
        bindKeys(statement, wanted);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            holders.put(
                new MessageKey(
                    new WorkspaceId(rows.getString(1)),
                    new SourceId(rows.getString(2)),
                    rows.getString(3)),
                new Holder(
                    new EventId(rows.getString(4)),
                    rows.getString(5),
                    Columns.time(rows.getLong(6))));
          }
        }
      }
      return holders;
    });
  }

  @Override
  public Set<EventKey> known(Collection<EventKey> wanted) {
    return Jdbc.query(() -> {
      Set<EventKey> known = new HashSet<>();
      if (wanted.isEmpty()) {
        return known;
      }
      try (PreparedStatement statement = tx.prepareStatement(KNOWN)) {
        new Columns<>(statement, wanted)
            .workspace(EventKey::workspace)
            .text(each -> each.event().value());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            known.add(
                new EventKey(new WorkspaceId(rows.getString(1)), new EventId(rows.getString(2))));
          }
        }
      }
      return known;
    });
  }

  @Override
  public void makeRoom(Collection<MessageKey> expired) {
    Jdbc.update(() -> {
      if (expired.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(MAKE_ROOM)) {
        bindKeys(statement, expired);
        statement.executeUpdate();
      }
    });
  }

  @Override
  public boolean insert(List<AcceptedEvent> events) {
    return Jdbc.query(() -> {
      if (events.isEmpty()) {
        return true;
      }
      List<AcceptedEvent> sorted =
          events.stream().sorted(Comparator.comparing(AcceptedEvent::message)).toList();
      try (PreparedStatement statement = tx.prepareStatement(INSERT)) {
        new Columns<>(statement, sorted)
            .workspace(AcceptedEvent::workspace)
            .text(each -> each.event().value())
            .text(event -> event.message().source().value())
            .text(AcceptedEvent::type)
            .text(AcceptedEvent::name)
            .text(event -> event.message().hash())
            .text(event -> event.holds() ? "" : event.event().value())
            .text(AcceptedEvent::contentHash)
            .text(event -> event.position().topic())
            .ints(event -> event.position().partition())
            .longs(event -> event.position().offset())
            .text(event -> event.outcome().wireName())
            .text(AcceptedEvent::reason)
            .profile(AcceptedEvent::profile)
            .times(AcceptedEvent::happenedAt)
            .times(AcceptedEvent::receivedAt)
            .times(AcceptedEvent::acceptedAt)
            .text(event -> LeftOutCodec.write(event.leftOut()))
            .text(event -> IdentifierParts.type(event.anchor()))
            .text(event -> IdentifierParts.value(event.anchor()))
            .text(event -> json(event.corrected()));
        statement.executeUpdate();
        return true;
      } catch (SQLException e) {
        if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
          return false;
        }
        throw e;
      }
    });
  }

  @Override
  public void end(List<AcceptedEvent> events) {
    Jdbc.update(() -> {
      if (events.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(END)) {
        new Columns<>(statement, events)
            .workspace(AcceptedEvent::workspace)
            .text(each -> each.event().value())
            .text(event -> event.outcome().wireName())
            .text(AcceptedEvent::reason)
            .profile(AcceptedEvent::profile)
            .text(AcceptedEvent::type)
            .text(AcceptedEvent::name)
            .times(AcceptedEvent::happenedAt)
            .text(event -> LeftOutCodec.write(event.leftOut()))
            .text(event -> IdentifierParts.type(event.anchor()))
            .text(event -> IdentifierParts.value(event.anchor()))
            .text(event -> json(event.corrected()));
        statement.executeUpdate();
      }
    });
  }

  private static @Nullable String json(@Nullable CorrectedValue corrected) {
    return corrected == null ? null : new String(Json.write(corrected), StandardCharsets.UTF_8);
  }

  private static void bindKeys(PreparedStatement statement, Collection<MessageKey> keys)
      throws SQLException {
    new Columns<>(statement, keys)
        .workspace(MessageKey::workspace)
        .text(each -> each.source().value())
        .text(MessageKey::hash);
  }
}
