package dev.tributary.e2e;

import dev.tributary.local.infra.ServiceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TreeMap;

/** A table that a destination writes. */
record Table(ServiceDatabase database, String name) {

  /** By key, the transaction that wrote each row last; none while there is no table. */
  TreeMap<String, String> writers(String keyColumn) {
    return pairs("select %s::text, xmin::text from %s".formatted(keyColumn, name));
  }

  /** By key, a column's values. */
  TreeMap<String, String> values(String keyColumn, String column) {
    return pairs("select %s::text, %s::text from %s".formatted(keyColumn, column, name));
  }

  private TreeMap<String, String> pairs(String sql) {
    TreeMap<String, String> pairs = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(
                database.address(), database.owner().user(), database.owner().password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        pairs.put(rows.getString(1), rows.getString(2));
      }
      return pairs;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
