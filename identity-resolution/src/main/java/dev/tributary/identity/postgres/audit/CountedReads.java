package dev.tributary.identity.postgres.audit;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.TrailStore.MessageId;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Remembers which messages the audit trail has counted: the log may hold a message twice. */
final class CountedReads {
  private static final String NOTE =
      """
      insert into counted_read (workspace, message_id)
      select u.workspace, u.message_id from unnest(?, ?) as u(workspace, message_id)
      order by u.workspace, u.message_id
      on conflict do nothing returning workspace, message_id\
      """;

  private CountedReads() {}

  /** Records the messages, and returns those that were not recorded before. */
  static Set<MessageId> note(Connection tx, Collection<MessageId> ids) throws SQLException {
    Set<MessageId> fresh = new HashSet<>();
    try (PreparedStatement statement = tx.prepareStatement(NOTE)) {
      new Columns<>(statement, ids).workspace(MessageId::workspace).text(MessageId::message);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          fresh.add(new MessageId(new WorkspaceId(rows.getString(1)), rows.getString(2)));
        }
      }
    }
    return fresh;
  }
}
