package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Counts the final outcomes of deliveries by sync and hour, in the transaction that records them.
 */
final class DeliveryHours {
  /** How many transactions of a sync can count at once without waiting for one another. */
  private static final int SLOTS = 16;

  private DeliveryHours() {}

  /**
   * To be called last: another transaction that counts in the same slot waits until this one ends.
   *
   * @param refusals those that the vendor reported only as a number
   */
  static void add(
      Connection tx, LeasedBatch batch, OutcomeRecorder.Recorded recorded, long refusals)
      throws SQLException {
    if (recorded.delivered() + recorded.accepted() + recorded.failed() + refusals == 0) {
      return;
    }
    Catalogue.Destination destination = batch.sync().destination();
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into sync_hour as h
              (workspace, destination, sync, at, slot, delivered, failed, accepted, counted_refusals)
            values (?, ?, ?, date_trunc('hour', clock_timestamp(), 'UTC'), ?, ?, ?, ?, ?)
            on conflict (workspace, destination, at, sync, slot) do update
            set delivered = h.delivered + excluded.delivered, failed = h.failed + excluded.failed,
              accepted = h.accepted + excluded.accepted,
              counted_refusals = h.counted_refusals + excluded.counted_refusals\
            """)) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, destination.id().value());
      statement.setString(3, batch.sync().id().value());
      statement.setInt(4, Math.floorMod(batch.attempt().hashCode(), SLOTS));
      statement.setLong(5, recorded.delivered());
      statement.setLong(6, recorded.failed());
      statement.setLong(7, recorded.accepted());
      statement.setLong(8, refusals);
      statement.executeUpdate();
    }
  }
}
