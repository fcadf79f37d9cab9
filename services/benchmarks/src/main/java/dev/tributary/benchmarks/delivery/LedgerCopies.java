package dev.tributary.benchmarks.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes many rows to the ledger: copies of one row that the service wrote, with other ids. The
 * triggers of the table see them as they see the rows of the service.
 */
final class LedgerCopies {
  private static final int AT_ONCE = 100_000;

  /** The values that differ from row to row; {@code n} is the number of the row. */
  private static final Map<String, String> OWN =
      Map.of(
          "id", "'dlv_' || uuidv7()",
          "owner", "'prf_' || uuidv7()",
          "root_event", "'evt_' || uuidv7()",
          "not_before", "clock_timestamp()",
          "desired_at", "clock_timestamp()",
          "changed_at", "clock_timestamp()");

  /** An event has no place in the index of records, and a record has. */
  private static final Map<String, String> DELIVERED_RECORD =
      Map.of(
          "is_event", "false",
          "record_key", "'person-' || n || '@example.org'",
          "state", "'delivered'",
          "delivered_version", "version",
          "delivered_hash", "hash",
          "delivered_at", "clock_timestamp()");

  private static final Map<String, String> WAITING_EVENT =
      Map.of("record_key", "'evt_' || uuidv7() || '/' || sync", "state", "'pending'");

  private final Connection worker;
  private final Connection owner;

  /**
   * @param worker may read and write all rows
   * @param owner of the tables, who sees no rows and may remove old versions of them
   */
  LedgerCopies(Connection worker, Connection owner) {
    this.worker = worker;
    this.owner = owner;
  }

  /** Adds records that a destination has. */
  void addDelivered(String destination, int rows) throws SQLException {
    add(destination, rows, DELIVERED_RECORD);
  }

  /** Adds events that are due. */
  void addWaiting(String destination, int rows) throws SQLException {
    add(destination, rows, WAITING_EVENT);
  }

  /**
   * @param destination has at least one event that waits, which is copied
   */
  private void add(String destination, int rows, Map<String, String> values) throws SQLException {
    Map<String, String> columns = columns();
    columns.replaceAll((name, copied) -> OWN.getOrDefault(name, copied));
    columns.replaceAll((name, copied) -> values.getOrDefault(name, copied));
    String insert =
        """
        with copied as materialized (
          select * from delivery where state = 'pending' and destination = ? order by id limit 1)
        insert into delivery (%s) select %s from copied, generate_series(?, ?) n\
        """
            .formatted(String.join(", ", columns.keySet()), String.join(", ", columns.values()));
    try (PreparedStatement statement = worker.prepareStatement(insert)) {
      for (int first = 1; first <= rows; first += AT_ONCE) {
        statement.setString(1, destination);
        statement.setInt(2, first);
        statement.setInt(3, Math.min(rows, first + AT_ONCE - 1));
        if (statement.executeUpdate() == 0) {
          throw new IllegalStateException("No event waits for " + destination);
        }
      }
    }
    try (Statement statement = owner.createStatement()) {
      statement.execute("vacuum (analyze) delivery, open_delivery");
    }
  }

  /** The columns of the ledger that a statement may write, each with its own name as the value. */
  private Map<String, String> columns() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = worker.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select attname from pg_attribute
                where attrelid = 'delivery'::regclass and attnum > 0 and not attisdropped
                  and attgenerated = '' order by attnum\
                """)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    Map<String, String> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, name));
    return columns;
  }
}
