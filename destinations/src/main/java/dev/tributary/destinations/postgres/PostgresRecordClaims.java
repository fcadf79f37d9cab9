package dev.tributary.destinations.postgres;

import dev.tributary.contracts.KeyHash;
import dev.tributary.destinations.claim.RecordClaims;
import dev.tributary.destinations.connector.Target;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Claims in the table {@code record_claim}. What is claimed is stored as a hash under the secret of
 * the installation, which differs between destinations. While the database is away, no record is
 * taken.
 */
public final class PostgresRecordClaims implements RecordClaims {
  private static final System.Logger LOG = System.getLogger(PostgresRecordClaims.class.getName());

  /** All transactions take the rows in the order of the names, so none waits for the other. */
  private static final String TAKE =
      """
      insert into record_claim as c (workspace, destination, name, delivery, ends_at)
      select ?, ?, u.name, u.delivery, now() + make_interval(secs => ?)
      from unnest(?, ?) with ordinality as u(name, delivery, place) order by u.place
      on conflict (workspace, destination, name)
      do update set delivery = excluded.delivery, ends_at = excluded.ends_at
      where c.delivery = excluded.delivery or c.ends_at < now()
      returning name\
      """;

  /** A claim that another item has by now stays. */
  private static final String FREE =
      """
      delete from record_claim where ctid = any(array(
        select c.ctid from record_claim c
        join unnest(?, ?) as u(name, delivery) on c.name = u.name and c.delivery = u.delivery
        where c.workspace = ? and c.destination = ? order by c.name for update of c))\
      """;

  private final DataSource worker;
  private final KeyHash hash;

  /**
   * @param hash of what is claimed
   */
  public PostgresRecordClaims(DataSource worker, KeyHash hash) {
    this.worker = worker;
    this.hash = hash;
  }

  @Override
  public Optional<Set<String>> take(
      Target target, String space, Map<String, String> asked, Duration kept) {
    Map<String, String> names = new HashMap<>();
    asked.keySet().forEach(each -> names.put(name(target, space, each), each));
    Map<String, String> byName = new TreeMap<>();
    names.forEach((name, each) -> byName.put(name, asked.get(each)));
    try (BoundedConnection opened = BoundedConnection.of(worker);
        PreparedStatement statement = opened.connection().prepareStatement(TAKE)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(true);
      statement.setString(1, target.workspace().value());
      statement.setString(2, target.destination().value());
      statement.setDouble(3, kept.toSeconds());
      statement.setArray(4, tx.createArrayOf("text", byName.keySet().toArray()));
      statement.setArray(5, tx.createArrayOf("text", byName.values().toArray()));
      Set<String> taken = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taken.add(String.valueOf(names.get(rows.getString(1))));
        }
      }
      return Optional.of(taken);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "No record is claimed: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void free(Target target, String space, Map<String, String> held) {
    Map<String, String> byName = new TreeMap<>();
    held.forEach((each, delivery) -> byName.put(name(target, space, each), delivery));
    try (BoundedConnection opened = BoundedConnection.of(worker);
        PreparedStatement statement = opened.connection().prepareStatement(FREE)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(true);
      statement.setArray(1, tx.createArrayOf("text", byName.keySet().toArray()));
      statement.setArray(2, tx.createArrayOf("text", byName.values().toArray()));
      statement.setString(3, target.workspace().value());
      statement.setString(4, target.destination().value());
      statement.executeUpdate();
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "Claims stay until they end: {0}", e.getMessage());
    }
  }

  /** A value of a vendor may contain U+0000, which separates the parts of a hash. */
  private String name(Target target, String space, String claimed) {
    return hash.of(
        "record-claim",
        target.workspace().value(),
        target.destination().value(),
        space.replace('\u0000', ' '),
        claimed.replace('\u0000', ' '));
  }
}
