package dev.tributary.runtime.log;

import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The log's identity and the positions, as the database remembers them. Every method works in the
 * caller's transaction.
 */
final class KnownLog {
  private static final String READ = "select topic, cluster, topic_id from known_log";
  private static final String REMEMBER =
      """
      insert into known_log as k (topic, cluster, topic_id)
      select u.topic, u.cluster, u.id from unnest(?::text[], ?::text[], ?::text[])
        u(topic, cluster, id)
      order by u.topic
      on conflict (topic) do update set cluster = excluded.cluster, topic_id = excluded.topic_id,
        known_since = clock_timestamp()
      where (k.cluster, k.topic_id) <> (excluded.cluster, excluded.topic_id)\
      """;
  private static final String DROP_PUBLISHED =
      """
      delete from outbox_batch o using stream_position s
      where s.consumer = ? and s.topic = ? and s.part = ? and o.consumer = s.consumer
        and o.topic = s.topic and o.part = s.part and o.next_offset <= s.published\
      """;
  private static final String MOVE_OUTBOX =
      """
      update outbox_batch set next_offset = ? where consumer = ? and topic = ? and part = ?\
      """;
  private static final String FORGET_AHEAD =
      "delete from stream_backlog where consumer = ? and topic = ? and part = ?";
  private static final String MOVE =
      """
      update stream_position set next_offset = ?, published = ?, epoch = epoch + 1
      where consumer = ? and topic = ? and part = ?\
      """;
  private static final String LOCK = "lock table known_log in share row exclusive mode";
  private static final String NEXT =
      """
      select next_offset from stream_position
      where consumer = ? and topic = ? and part = ? for update\
      """;
  private static final String FIRST_END =
      """
      insert into log_loss as l (consumer, topic, part, next_offset, ends_at)
      values (?, ?, ?, ?, ?)
      on conflict (consumer, topic, part) do update set next_offset = excluded.next_offset,
        ends_at = case when l.next_offset = excluded.next_offset
          then least(l.ends_at, excluded.ends_at) else excluded.ends_at end
      returning ends_at\
      """;
  private static final String FOUND_AGAIN = "delete from log_loss where consumer = ?";
  private static final String POSITIONS =
      """
      select topic, part, next_offset from stream_position where consumer = ? and topic = any(?)\
      """;

  /** The id of a topic, and of its cluster. */
  record TopicIdentity(String cluster, String id) {}

  Map<String, TopicIdentity> read(Connection tx) throws SQLException {
    Map<String, TopicIdentity> known = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(READ);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        known.put(rows.getString(1), new TopicIdentity(rows.getString(2), rows.getString(3)));
      }
    }
    return known;
  }

  /** As {@link #read}, with a lock against changes by others. */
  Map<String, TopicIdentity> locked(Connection tx) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
      statement.execute();
    }
    return read(tx);
  }

  /**
   * The position of a partition: everything before it is applied. It is -1 for a partition that was
   * never claimed.
   */
  long next(Connection tx, String consumer, TopicPartition partition) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(NEXT)) {
      bind(statement, 1, consumer, partition);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : -1;
      }
    }
  }

  /**
   * The end of the log when this mismatch was found first. Records that came later have not been
   * applied.
   */
  LogMismatch.BeyondTheEnd first(Connection tx, String consumer, LogMismatch.BeyondTheEnd found)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(FIRST_END)) {
      bind(statement, 1, consumer, found.partition());
      statement.setLong(4, found.next());
      statement.setLong(5, found.end());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new LogMismatch.BeyondTheEnd(found.partition(), found.next(), rows.getLong(1));
      }
    }
  }

  /** No position is beyond the end any more. */
  void forgetEnds(Connection tx, String consumer) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(FOUND_AGAIN)) {
      statement.setString(1, consumer);
      statement.executeUpdate();
    }
  }

  void remember(Connection tx, LogIdentity log) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(REMEMBER)) {
      new Columns<>(statement, log.topics().entrySet())
          .text(Map.Entry::getKey)
          .text(_ -> log.cluster())
          .text(Map.Entry::getValue);
      statement.executeUpdate();
    }
  }

  /** The position of each partition: everything before it is applied. */
  Map<TopicPartition, Long> positions(Connection tx, String consumer, Collection<String> topics)
      throws SQLException {
    Map<TopicPartition, Long> positions = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(POSITIONS)) {
      statement.setString(1, consumer);
      statement.setArray(2, tx.createArrayOf("text", topics.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          positions.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
        }
      }
    }
    return positions;
  }

  /**
   * Sets a partition's position to another offset. Messages in the outbox that may not have been
   * published stay, and the next claim publishes them.
   */
  void move(Connection tx, String consumer, TopicPartition partition, long next)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(DROP_PUBLISHED)) {
      bind(statement, 1, consumer, partition);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = tx.prepareStatement(MOVE_OUTBOX)) {
      statement.setLong(1, next);
      bind(statement, 2, consumer, partition);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = tx.prepareStatement(FORGET_AHEAD)) {
      bind(statement, 1, consumer, partition);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = tx.prepareStatement(MOVE)) {
      statement.setLong(1, next);
      statement.setLong(2, next - 1);
      bind(statement, 3, consumer, partition);
      statement.executeUpdate();
    }
  }

  private static void bind(
      PreparedStatement statement, int first, String consumer, TopicPartition partition)
      throws SQLException {
    statement.setString(first, consumer);
    statement.setString(first + 1, partition.topic());
    statement.setInt(first + 2, partition.partition());
  }
}
