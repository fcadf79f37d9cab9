package dev.tributary.runtime.quarantine;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.UnknownMessage;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.postgres.StorableText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The table of the quarantine, for loops ({@link QuarantiningEffects}) and for channels ({@link
 * MessageQuarantine}). Every method works in the caller's transaction. A message keeps its place in
 * the log, so that code that orders by the place does the same after a redrive. The bytes of a
 * redriven message are deleted, because they are not needed any more.
 */
public final class Quarantine {
  private static final Logger LOG = Logger.getLogger(Quarantine.class);
  private static final int LONGEST_DETAIL = 500;
  private static final String KEEP =
      """
      insert into quarantined_message (topic, part, position, workspace, message_id, type, reason,
        detail, state, tried_by, message_key, message_value, message_headers)
      values (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)\
      """;
  private static final String WAITS =
      """
      select exists (select from quarantined_message
        where workspace = ? and state <> 'redriven' and message_id = ?)\
      """;
  private static final String DUE =
      """
      select id, topic, part, position, message_key, message_value, message_headers
      from quarantined_message
      where topic = any(?) and message_value is not null
        and (state = 'requested' or (state = 'waiting' and reason = 'unknown' and tried_by <> ?))
        and (topic <> ? or part = any(?))
      order by id limit ? for update skip locked\
      """;
  private static final String REDRIVEN =
      """
      update quarantined_message set state = 'redriven', redrives = redrives + 1,
        redriven_at = clock_timestamp(), message_key = null, message_value = null,
        message_headers = null
      where id = ?\
      """;
  private static final String FAILED_AGAIN =
      """
      update quarantined_message set state = 'waiting', redrives = redrives + 1, reason = ?,
        detail = ?, tried_by = ?
      where id = ?\
      """;

  /** A process need not retry messages that it does not know itself. */
  private static final String THIS_PROCESS = UUID.randomUUID().toString();

  private final String process;

  public Quarantine() {
    this(THIS_PROCESS);
  }

  Quarantine(String process) {
    this.process = process;
  }

  /** A message to redrive, as it was read. */
  record Due(long id, Input input) {}

  /**
   * Keeps a message whole: bytes, headers, key, and its place in the log. Text columns contain the
   * storable part of the headers. The headers themselves are kept unchanged.
   */
  public void keep(Connection tx, Input input, Throwable failure) throws SQLException {
    LOG.warnf(
        "%s at %d, type %s, goes to quarantine: %s",
        input.partition(), input.offset(), StorableText.key(input.type()), detail(failure));
    String workspace = MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE);
    String id = MessageHeaders.text(input.headers(), MessageHeaders.ID);
    try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
      statement.setString(1, input.partition().topic());
      statement.setInt(2, input.partition().partition());
      statement.setLong(3, input.offset());
      statement.setString(4, workspace == null ? "" : StorableText.key(workspace));
      statement.setString(5, id == null ? null : StorableText.key(id));
      statement.setString(6, StorableText.key(input.type()));
      statement.setString(7, QuarantineReason.of(failure).wireName());
      statement.setString(8, detail(failure));
      statement.setString(9, process);
      statement.setBytes(10, input.key());
      statement.setBytes(11, input.value());
      statement.setBytes(12, StoredHeaders.write(input.headers()));
      statement.executeUpdate();
    }
  }

  /** Whether a message with this id is in quarantine and was not redriven yet. */
  public boolean waits(Connection tx, WorkspaceId workspace, String messageId) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(WAITS)) {
      statement.setString(1, workspace.value());
      statement.setString(2, messageId);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /**
   * The messages to redrive now, in the order of their arrival, and locked: those that a user asked
   * for, and those that other processes did not know.
   *
   * @param ticking the topic with ticks: a message of it is redriven with its own partition only,
   *     because that partition's loop may be the only writer of the rows that it changes. Null
   *     without ticks
   * @param polled partitions of that topic
   */
  List<Due> due(
      Connection tx,
      List<Topic> topics,
      @Nullable Topic ticking,
      Collection<TopicPartition> polled,
      int limit)
      throws SQLException {
    Object[] names = topics.stream().map(Topic::topicName).toArray();
    String tickTopic = ticking == null ? "" : ticking.topicName();
    Object[] parts =
        polled.stream()
            .filter(partition -> partition.topic().equals(tickTopic))
            .map(TopicPartition::partition)
            .toArray();
    List<Due> due = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(DUE)) {
      statement.setArray(1, tx.createArrayOf("text", names));
      statement.setString(2, process);
      statement.setString(3, tickTopic);
      statement.setArray(4, tx.createArrayOf("int4", parts));
      statement.setInt(5, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          due.add(
              new Due(
                  rows.getLong(1),
                  new Input(
                      new TopicPartition(rows.getString(2), rows.getInt(3)),
                      rows.getLong(4),
                      rows.getBytes(5),
                      rows.getBytes(6),
                      StoredHeaders.read(rows.getBytes(7)))));
        }
      }
    }
    return due;
  }

  void redriven(Connection tx, Due due) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(REDRIVEN)) {
      statement.setLong(1, due.id());
      statement.executeUpdate();
    }
  }

  void failedAgain(Connection tx, Due due, Throwable failure) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(FAILED_AGAIN)) {
      statement.setString(1, QuarantineReason.of(failure).wireName());
      statement.setString(2, detail(failure));
      statement.setString(3, process);
      statement.setLong(4, due.id());
      statement.executeUpdate();
    }
  }

  /** Contains no bytes of the message, because all users see it. */
  private static String detail(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text =
        root instanceof UnknownMessage
            ? String.valueOf(root.getMessage())
            : "Failed with " + root.getClass().getSimpleName();
    return StorableText.of(text, LONGEST_DETAIL);
  }
}
