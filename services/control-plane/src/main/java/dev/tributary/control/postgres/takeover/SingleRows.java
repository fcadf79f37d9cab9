package dev.tributary.control.postgres.takeover;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The rows that both databases have: each of them becomes one that is right for both. */
final class SingleRows {
  private final Connection source;
  private final Connection target;

  SingleRows(Connection source, Connection target) {
    this.source = source;
    this.target = target;
  }

  /** Time goes on where it was, never before; time that is held stays held. */
  void ticker() throws SQLException {
    try (PreparedStatement read = read("ticker", "at, held_at");
        ResultSet former = read.executeQuery();
        PreparedStatement write =
            target.prepareStatement(
                """
                update ticker set at = greatest(at, ?), held_at = coalesce(?, held_at)\
                """)) {
      former.next();
      write.setLong(1, former.getLong(1));
      write.setObject(2, former.getObject(2), Types.BIGINT);
      write.executeUpdate();
    }
  }

  /** Failures that were read before are read again, and each is known. */
  void failedSignIns() throws SQLException {
    try (PreparedStatement read = read("sign_in_failure_reader", "position");
        ResultSet former = read.executeQuery();
        PreparedStatement write =
            target.prepareStatement(
                "update sign_in_failure_reader set position = least(position, ?)")) {
      former.next();
      write.setTimestamp(1, former.getTimestamp(1));
      write.executeUpdate();
    }
  }

  /** The log that the gateway knew is the log of the control plane. */
  void knownLog() throws SQLException {
    try (PreparedStatement read = read("known_log", "topic, cluster, topic_id, known_since");
        ResultSet former = read.executeQuery();
        PreparedStatement write =
            target.prepareStatement(
                """
                insert into known_log (topic, cluster, topic_id, known_since) values (?, ?, ?, ?)
                on conflict (topic) do nothing\
                """)) {
      while (former.next()) {
        write.setString(1, former.getString(1));
        write.setString(2, former.getString(2));
        write.setString(3, former.getString(3));
        write.setTimestamp(4, former.getTimestamp(4));
        write.executeUpdate();
      }
    }
  }

  /**
   * The control plane may have purged a workspace of which the gateway still had rows: it purges
   * the workspace again, and its part of a receipt in progress is open again.
   */
  void purges() throws SQLException {
    List<String> purged = new ArrayList<>();
    try (PreparedStatement read = read("purged_workspace", "id");
        ResultSet former = read.executeQuery()) {
      while (former.next()) {
        purged.add(Objects.requireNonNull(former.getString(1)));
      }
    }
    Array ids = target.createArrayOf("text", purged.toArray());
    try (PreparedStatement again =
            target.prepareStatement("delete from purged_workspace where id <> all (?)");
        PreparedStatement receipts =
            target.prepareStatement(
                """
                update definition set spec = spec #- '{doneAt,control}'
                where kind = 'workspace-deletion' and spec ->> 'state' = 'PURGING'\
                """)) {
      again.setArray(1, ids);
      again.executeUpdate();
      receipts.executeUpdate();
    }
  }

  private PreparedStatement read(String table, String columns) throws SQLException {
    return source.prepareStatement(
        "select %s from %s".formatted(columns, FormerTables.name(table)));
  }
}
