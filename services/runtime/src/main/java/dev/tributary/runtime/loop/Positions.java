package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The loop's two tables. Every method works in the caller's transaction. */
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
  private static final String WATERMARK =
      """
      select case when count(*) = ? then min(published_tick) else 0 end
      from stream_position where consumer = ? and topic = ?\
      """;

  private final String consumer;

  Positions(String consumer) {
    this.consumer = consumer;
  }

  /** Takes partitions over: from here on no transaction of a predecessor commits. */
  void claim(Connection tx, Map<TopicPartition, Assigned> claimed) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(CLAIM)) {
      statement.setString(1, consumer);
      new Columns<>(statement, 2, claimed.keySet())
          .text(TopicPartition::topic)
          .ints(TopicPartition::partition);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Assigned assigned = claimed.get(new TopicPartition(rows.getString(1), rows.getInt(2)));
          if (assigned != null) {
            assigned.next = rows.getLong(3);
            assigned.epoch = rows.getLong(4);
            assigned.tick = rows.getLong(5);
            assigned.publishedTick = rows.getLong(6);
            assigned.published = rows.getLong(7);
          }
        }
      }
    }
  }

  record Advance(TopicPartition partition, Assigned assigned, long first, long next, long tick) {}

  /** Compare-and-set before any work: it locks the rows, and fails early for whoever is fenced. */
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

  long watermark(Connection tx, String topic, int partitions) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(WATERMARK)) {
      statement.setInt(1, partitions);
      statement.setString(2, consumer);
      statement.setString(3, topic);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Keeps the messages until they are published, and drops those that are. */
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
