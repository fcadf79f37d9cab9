package dev.tributary.runtime.loop;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.runtime.loop.failure.Fenced;
import dev.tributary.runtime.postgres.Columns;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The loop's tables. Every method works in the caller's transaction. */
final class Positions {
  private static final String CLAIM =
      """
      insert into stream_position (consumer, topic, part, next_offset, epoch)
      select ?, u.topic, u.part, 0, 1 from unnest(?::text[], ?::int[]) u(topic, part)
      order by u.topic, u.part
      on conflict (consumer, topic, part) do update set epoch = stream_position.epoch + 1
      returning topic, part, next_offset, epoch, tick, published_tick, published\
      """;
  private static final String ADVANCE =
      """
      update stream_position s
      set next_offset = u.next, published = u.published, tick = u.tick,
          published_tick = greatest(s.published_tick, u.published_tick)
      from unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                  ?::bigint[], ?::bigint[])
           u(topic, part, first, next, epoch, published, tick, published_tick)
      where s.consumer = ? and s.topic = u.topic and s.part = u.part
        and s.next_offset = u.first and s.epoch = u.epoch\
      """;
  private static final String CLEAN =
      """
      delete from outbox_batch o
      using unnest(?::text[], ?::int[], ?::bigint[]) u(topic, part, published)
      where o.consumer = ? and o.topic = u.topic and o.part = u.part
        and o.next_offset <= u.published\
      """;
  private static final String KEEP =
      """
      insert into outbox_batch (consumer, topic, part, first_offset, next_offset, payload)
      values (?, ?, ?, ?, ?, ?)\
      """;
  private static final String UNPUBLISHED =
      """
      select next_offset, payload from outbox_batch
      where consumer = ? and topic = ? and part = ? and next_offset > ?
      order by first_offset\
      """;
  private static final String PASSED =
      """
      select s.published_tick, a.ahead from stream_position s
      left join stream_backlog a using (consumer, topic, part)
      where consumer = ? and topic = ?\
      """;
  private static final String PUT_AHEAD =
      """
      insert into stream_backlog as a (consumer, topic, part, epoch, ahead)
      select s.consumer, s.topic, s.part, s.epoch, u.ahead::jsonb
      from unnest(?::text[], ?::int[], ?::bigint[], ?::text[]) u(topic, part, epoch, ahead)
      join stream_position s on s.consumer = ? and s.topic = u.topic and s.part = u.part
        and s.epoch = u.epoch
      order by s.topic, s.part
      on conflict (consumer, topic, part) do update
      set epoch = excluded.epoch, ahead = excluded.ahead where a.epoch <= excluded.epoch\
      """;

  private final String consumer;

  Positions(String consumer) {
    this.consumer = consumer;
  }

  /** Takes over partitions: after this, no transaction of a former owner commits. */
  void claim(Connection tx, Map<TopicPartition, AssignedPartition> claimed) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(CLAIM)) {
      statement.setString(1, consumer);
      new Columns<>(statement, 2, claimed.keySet())
          .text(TopicPartition::topic)
          .ints(TopicPartition::partition);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          AssignedPartition assigned =
              claimed.get(new TopicPartition(rows.getString(1), rows.getInt(2)));
          if (assigned != null) {
            assigned.next = rows.getLong(3);
            assigned.epoch = rows.getLong(4);
            assigned.tick = rows.getLong(5);
            assigned.publishedTick = rows.getLong(6);
            assigned.published = rows.getLong(7);
            assigned.read = Instant.ofEpochMilli(assigned.tick);
          }
        }
      }
    }
  }

  record Advance(
      TopicPartition partition, AssignedPartition assigned, long first, long next, long tick) {}

  /** Compare-and-set before any work: it locks the rows, and fails early for a fenced instance. */
  void advance(Connection tx, List<Advance> advances) throws SQLException, Fenced {
    try (PreparedStatement statement = tx.prepareStatement(ADVANCE)) {
      new Columns<>(statement, advances)
          .text(advance -> advance.partition().topic())
          .ints(advance -> advance.partition().partition())
          .longs(Advance::first)
          .longs(Advance::next)
          .longs(advance -> advance.assigned().epoch)
          .longs(advance -> advance.assigned().published)
          .longs(Advance::tick)
          .longs(advance -> advance.assigned().publishedTick);
      statement.setString(9, consumer);
      if (statement.executeUpdate() != advances.size()) {
        throw new Fenced(consumer);
      }
    }
  }

  /**
   * The time that all partitions have published past, by workspace.
   *
   * @param polled the newest tick at hand
   * @return with the offsets of the newest known tick; null while a partition has not seen any
   */
  @Nullable Tick watermark(Connection tx, Topic topic, Tick polled) throws SQLException {
    Tick earliest = null;
    Tick newest = polled;
    int partitions = 0;
    try (PreparedStatement statement = tx.prepareStatement(PASSED)) {
      statement.setString(1, consumer);
      statement.setString(2, topic.topicName());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          partitions++;
          Tick passed = new Tick(Instant.ofEpochMilli(rows.getLong(1)), Map.of());
          String json = rows.getString(2);
          if (json != null) {
            Tick ahead = Json.read(json.getBytes(StandardCharsets.UTF_8), Tick.class);
            newest = newest.newest().isBefore(ahead.newest()) ? ahead : newest;
            passed = passed.orLater(ahead);
          }
          earliest = earliest == null ? passed : earliest.orEarlier(passed);
        }
      }
    }
    return earliest == null
            || partitions < topic.partitions()
            || earliest.newest().equals(Instant.EPOCH)
        ? null
        : Tick.of(earliest.newest(), earliest.heldBack(), newest.offsets());
  }

  /**
   * How far time has passed in a partition for each workspace, for the records that are published:
   * the remaining records were read ahead. It stays true, because the log does not change.
   */
  record Ahead(TopicPartition partition, long epoch, Tick tick) {}

  /** Has no effect for partitions that another instance now owns. */
  void ahead(Connection tx, List<Ahead> ahead) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(PUT_AHEAD)) {
      new Columns<>(statement, ahead)
          .text(each -> each.partition().topic())
          .ints(each -> each.partition().partition())
          .longs(Ahead::epoch)
          .text(each -> new String(Json.write(each.tick()), StandardCharsets.UTF_8));
      statement.setString(5, consumer);
      statement.executeUpdate();
    }
  }

  /** Keeps the messages until they are published, and deletes the published ones. */
  void keep(Connection tx, List<Advance> advances, Map<TopicPartition, List<Message>> messages)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(CLEAN)) {
      new Columns<>(statement, advances)
          .text(advance -> advance.partition().topic())
          .ints(advance -> advance.partition().partition())
          .longs(advance -> advance.assigned().published);
      statement.setString(4, consumer);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
      for (Advance advance : advances) {
        List<Message> kept = messages.get(advance.partition());
        if (kept != null) {
          bindPartition(statement, advance.partition());
          statement.setLong(4, advance.first());
          statement.setLong(5, advance.next());
          statement.setBytes(6, OutboxCodec.write(kept));
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }

  record Unpublished(long next, List<Message> messages) {}

  List<Unpublished> unpublished(Connection tx, TopicPartition partition, long published)
      throws SQLException {
    List<Unpublished> batches = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(UNPUBLISHED)) {
      bindPartition(statement, partition);
      statement.setLong(4, published);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          batches.add(new Unpublished(rows.getLong(1), OutboxCodec.read(rows.getBytes(2))));
        }
      }
    }
    return batches;
  }

  private void bindPartition(PreparedStatement statement, TopicPartition partition)
      throws SQLException {
    statement.setString(1, consumer);
    statement.setString(2, partition.topic());
    statement.setInt(3, partition.partition());
  }
}
