package dev.tributary.warehouse.http;

import dev.tributary.warehouse.WarehouseEnvironment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/** A company's PostgreSQL, which plays the warehouse. */
final class Company {
  private static final String URL = System.getProperty(WarehouseEnvironment.COMPANY_URL);
  private static final String[] ADDRESS = URL.replace("jdbc:postgresql://", "").split("[:/?]", -1);

  private Company() {}

  static String user() {
    return System.getProperty(WarehouseEnvironment.COMPANY_USER);
  }

  static String password() {
    return System.getProperty(WarehouseEnvironment.COMPANY_PASSWORD);
  }

  static int port() {
    return Integer.parseInt(ADDRESS[1]);
  }

  /** What the service is told of it. */
  static Map<String, Object> connection(String password) {
    return connection(password, port());
  }

  /**
   * @param port the server's, or that of a gate before it
   */
  static Map<String, Object> connection(String password, int port) {
    return Map.of(
        "kind",
        "postgresql",
        "host",
        ADDRESS[0],
        "port",
        port,
        "database",
        ADDRESS[2],
        "user",
        user(),
        "password",
        password,
        "tls",
        false);
  }

  static String freshTable() {
    return "t" + UUID.randomUUID().toString().replace("-", "");
  }

  static Connection connect() throws SQLException {
    return DriverManager.getConnection(URL, user(), password());
  }

  static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the only row. */
  static long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
