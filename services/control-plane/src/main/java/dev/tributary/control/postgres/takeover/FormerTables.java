package dev.tributary.control.postgres.takeover;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the api-gateway's former database. A fenced table has another name: no instance of
 * an older gateway can read or change it, or write a tick.
 */
final class FormerTables {
  /** The newest schema of the former database. */
  private static final String VERSION = "1.008";

  /** The beginning of the name of a fenced table. */
  private static final String FENCED = "taken_over_";

  private static final List<String> ALL =
      List.of(
          "ticker",
          "definition",
          "definition_outbox",
          "idempotency_key",
          "alert",
          "alert_facts",
          "alert_notice",
          "alert_settings",
          "alert_watch",
          "api_client_use",
          "change_request",
          "invitation",
          "known_log",
          "purged_workspace",
          "sign_in_failure",
          "sign_in_failure_reader");

  /** Gives a transaction of an older gateway time to end. */
  private static final String PATIENCE = "set local lock_timeout = '60s'";

  private FormerTables() {}

  /** The name that a table has now. */
  static String name(String table) {
    return FENCED + table;
  }

  /**
   * Renames the tables, if that was not done before. Nothing is visible before the caller commits,
   * and until then older gateways wait.
   *
   * @throws SQLException if this is no database of an api-gateway, or one of another version
   */
  static void fence(Connection source) throws SQLException {
    if (exists(source, name("ticker"))) {
      return;
    }
    requireVersion(source);
    try (Statement statement = source.createStatement()) {
      statement.execute(PATIENCE);
      statement.execute("lock table %s in access exclusive mode".formatted(String.join(", ", ALL)));
      for (String table : ALL) {
        // Row-level security would hide rows from their owner.
        statement.execute("alter table %s no force row level security".formatted(table));
        statement.execute("alter table %s rename to %s".formatted(table, name(table)));
      }
    }
  }

  private static void requireVersion(Connection source) throws SQLException {
    if (!exists(source, "flyway_schema_history") || !exists(source, "ticker")) {
      throw new SQLException("It is not the database of an api-gateway");
    }
    try (PreparedStatement statement =
            source.prepareStatement(
                """
                select version from flyway_schema_history
                where success and version is not null order by installed_rank desc limit 1\
                """);
        ResultSet rows = statement.executeQuery()) {
      String found = rows.next() ? rows.getString(1) : "none";
      if (!VERSION.equals(found)) {
        throw new SQLException(
            "Its schema is at version %s, and %s is needed: install the version before this one first"
                .formatted(found, VERSION));
      }
    }
  }

  private static boolean exists(Connection source, String table) throws SQLException {
    try (PreparedStatement statement =
        source.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }
}
