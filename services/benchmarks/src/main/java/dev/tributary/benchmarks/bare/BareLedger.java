package dev.tributary.benchmarks.bare;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The least work on a ledger: over one connection, a transaction claims 500 rows, and a second one
 * reports them as delivered. It reads no content and sends nothing.
 *
 * <p>It writes to a copy of the table of our service, with the same rows and indexes, and one more
 * index for its claims.
 */
public final class BareLedger {
  private static final int BATCH = 500;
  private static final String CLAIM =
      """
      update bench.delivery set state = 'in-flight', changed_at = clock_timestamp()
      where id in (select id from bench.delivery where state = 'pending' limit ?
        for update skip locked)
      returning id\
      """;
  private static final String REPORT =
      """
      update bench.delivery set state = 'delivered', delivered_hash = hash,
        changed_at = clock_timestamp()
      where id = any(?)\
      """;

  private final Connection connection;

  private BareLedger(Connection connection) {
    this.connection = connection;
  }

  /** Copies the ledger with its present rows. */
  public static BareLedger prepare(Connection connection) throws SQLException {
    for (String sql :
        List.of(
            "drop table if exists bench.delivery",
            "create table bench.delivery (like delivery including all excluding generated)",
            "create index on bench.delivery (id) where state = 'pending'",
            "insert into bench.delivery select * from delivery")) {
      execute(connection, sql);
    }
    return new BareLedger(connection);
  }

  /** Makes all rows pending again, and removes what earlier runs have left. */
  public void reset() throws SQLException {
    execute(connection, "update bench.delivery set state = 'pending', delivered_hash = null");
    execute(connection, "vacuum analyze bench.delivery");
  }

  /** Claims and reports all pending rows, and returns their number. */
  public int run() throws SQLException {
    connection.setAutoCommit(false);
    int reported = 0;
    List<String> claimed = claim();
    while (!claimed.isEmpty()) {
      report(claimed);
      reported += claimed.size();
      claimed = claim();
    }
    connection.setAutoCommit(true);
    return reported;
  }

  private List<String> claim() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setInt(1, BATCH);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    connection.commit();
    return ids;
  }

  private void report(List<String> ids) throws SQLException {
    Array array = connection.createArrayOf("text", ids.toArray());
    try (PreparedStatement statement = connection.prepareStatement(REPORT)) {
      statement.setArray(1, array);
      statement.executeUpdate();
    }
    connection.commit();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
