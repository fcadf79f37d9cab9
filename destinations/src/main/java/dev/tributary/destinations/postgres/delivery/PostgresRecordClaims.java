package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.claim.RecordClaims;
import dev.tributary.destinations.connector.Target;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Claims in the table {@code record_claim}. While the database is away, no record is taken. */
public final class PostgresRecordClaims implements RecordClaims {
  private static final System.Logger LOG = System.getLogger(PostgresRecordClaims.class.getName());

  /** No claim is kept for longer. */
  public static final Duration KEPT = Duration.ofDays(1);

  /** All transactions take the rows in the order of the ids, so none waits for the other. */
  private static final String TAKE =
      """
      insert into record_claim as c (workspace, destination, object, vendor_id, delivery)
      select ?, ?, ?, u.vendor_id, u.delivery
      from unnest(?, ?) with ordinality as u(vendor_id, delivery, place) order by u.place
      on conflict (workspace, destination, object, vendor_id)
      do update set delivery = excluded.delivery, taken_at = excluded.taken_at
      where c.delivery = excluded.delivery or c.taken_at < now() - make_interval(secs => ?)
      returning vendor_id\
      """;

  private final DataSource worker;

  public PostgresRecordClaims(DataSource worker) {
    this.worker = worker;
  }

  @Override
  public Optional<Set<String>> take(
      Target target, String object, Map<String, String> asked, Duration kept) {
    Map<String, String> byId = new TreeMap<>(asked);
    try (BoundedConnection opened = BoundedConnection.of(worker);
        PreparedStatement statement = opened.connection().prepareStatement(TAKE)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(true);
      statement.setString(1, target.workspace().value());
      statement.setString(2, target.destination().value());
      statement.setString(3, object);
      statement.setArray(4, tx.createArrayOf("text", byId.keySet().toArray()));
      statement.setArray(5, tx.createArrayOf("text", byId.values().toArray()));
      statement.setDouble(6, kept.toSeconds());
      Set<String> taken = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taken.add(rows.getString(1));
        }
      }
      return Optional.of(taken);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "No record is claimed: {0}", e.getMessage());
      return Optional.empty();
    }
  }
}
