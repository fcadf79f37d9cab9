package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The match value that a record has left may belong to another record by now. If that record was
 * sent first, both wrote to one place at the destination, and the first record took the place with
 * it. So the other record is sent again.
 */
public final class LeftMatchValues {
  private LeftMatchValues() {}

  /**
   * Sends the records again that have one of these match values now.
   *
   * @return whether there are any
   */
  public static boolean sendAgain(Connection tx, List<RecordKey> left) throws SQLException {
    if (left.isEmpty()) {
      return false;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update delivery d set version = d.version + 1, delivered_hash = '%1$s',
              state = case when d.state in (%3$s) then 'pending' else d.state end,
              attempt = case when d.state in (%3$s) then 0 else d.attempt end,
              first_attempt_at = case when d.state in (%3$s) then null
                else d.first_attempt_at end,
              not_before = case when d.state in (%3$s)
                then greatest(clock_timestamp(), d.settles_at) else d.not_before end,
              batch = case when d.state in (%3$s) then null else d.batch end,
              delivered_fields = '', sent_fields = '', changed_at = clock_timestamp(),
              changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
            from unnest(?, ?, ?, ?) as u(workspace, destination, space, record_key)
            where d.place = record_place(u.workspace, u.destination, u.space)
              and d.workspace = u.workspace and d.destination = u.destination
              and d.space = u.space and d.record_key = u.record_key and not d.is_event
              and (d.state in ('in-flight', 'submitted')
                or d.state in (%3$s) and d.hash <> '%2$s')\
            """
                .formatted(Content.UNKNOWN, Content.ABSENT, "'delivered', 'accepted'"))) {
      new Columns<>(statement, left)
          .workspace(RecordKey::workspace)
          .text(key -> key.destination().value())
          .text(RecordKey::space)
          .text(RecordKey::value);
      return statement.executeUpdate() > 0;
    }
  }
}
