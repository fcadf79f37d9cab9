package dev.tributary.destinations.postgres.ids;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.FieldHashes;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records whose memberships wait for their id, although the vendor has the records: a job can
 * confirm a record without its id. Such a record is sent once more, as a new version with all of
 * its fields. The answer has the id, because the ledger needs it now.
 */
public final class AwaitedIds {
  /** Whether a membership {@code m} waits for the id of its record. */
  private static final String WAITS =
      "m.not_before = 'infinity' and m.state in ('pending', 'withheld')";

  private static final String NEEDED =
      """
      select exists (
        select from job j cross join unnest(j.deliveries) as u(id)
        join delivery m on m.parent = u.id
        where j.id = ? and %s)\
      """
          .formatted(WAITS);

  private static final String NAMELESS =
      """
      select d.id, d.hash, d.sync, d.content from unnest(?) as u(id) join delivery d on d.id = u.id
      where d.vendor_id is null and not d.is_event and d.state in ('delivered', 'accepted')
        and d.hash = d.delivered_hash and d.hash <> '%s'
        and exists (select from delivery m where m.parent = d.id and %s)
      order by d.id for update of d\
      """
          .formatted(Content.ABSENT, WAITS);

  private static final String AGAIN =
      """
      update delivery d set version = d.version + 1, state = 'pending', attempt = 0,
        first_attempt_at = null, batch = null, reason = null, field = null, words = null,
        not_before = greatest(clock_timestamp(), d.settles_at),
        delivered_hash = '%s', delivered_fields = u.fields,
        changed_at = clock_timestamp(),
        changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
      from unnest(?, ?) as u(id, fields)
      where d.id = u.id\
      """
          .formatted(Content.UNKNOWN);

  private AwaitedIds() {}

  private record Again(String id, byte @Nullable [] fields) {}

  /** Whether memberships wait for the ids of records of a job. */
  public static boolean areNeeded(Connection tx, String job) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(NEEDED)) {
      statement.setString(1, job);
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return answer.getBoolean(1);
      }
    }
  }

  /**
   * Sends those of the records again that the vendor has, whose id is not known, and for whose id
   * memberships wait.
   *
   * @param records ids of deliveries
   * @return whether there are any
   */
  public static boolean sendAgain(Connection tx, Collection<String> records) throws SQLException {
    if (records.isEmpty()) {
      return false;
    }
    List<Again> nameless = nameless(tx, records);
    if (nameless.isEmpty()) {
      return false;
    }
    try (PreparedStatement statement = tx.prepareStatement(AGAIN)) {
      new Columns<>(statement, nameless).text(Again::id).bytes(Again::fields);
      statement.executeUpdate();
    }
    return true;
  }

  private static List<Again> nameless(Connection tx, Collection<String> records)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(NAMELESS)) {
      new Columns<>(statement, records).text(each -> each);
      List<Again> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Content content =
              Content.of(rows.getBytes("content"), new SyncId(rows.getString("sync")));
          FieldHashes known = FieldHashes.of(content, rows.getString("hash"));
          found.add(new Again(rows.getString("id"), FieldHashes.stored(known)));
        }
      }
      return found;
    }
  }
}
