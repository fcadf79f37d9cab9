package dev.tributary.control.postgres.takeover;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows of the former database of the api-gateway, once. One transaction of the target
 * has all rows and the record of the takeover.
 *
 * <p>Older gateways may still run. The former tables are locked, renamed and copied in one
 * transaction of the source, which commits when everything is written to the target, and before the
 * target commits. So a failure before that leaves both databases as they were. After a crash
 * between the two commits, nothing can change the former tables, and the next run copies them
 * again. At no time do two tickers have a state of their own.
 */
class Takeover {
  /** Copied as they are. A row that the target already has ends the takeover. */
  private static final List<String> KEPT =
      List.of("definition", "idempotency_key", "alert_settings", "invitation", "change_request");

  /**
   * Rows of the source replace those of the target, which it may have only if the control plane ran
   * before the takeover.
   */
  private static final List<String> REPLACED =
      List.of("alert", "alert_notice", "alert_facts", "api_client_use", "sign_in_failure");

  private static final List<String> WITH_ROW_SECURITY =
      List.of(
          "definition",
          "definition_outbox",
          "idempotency_key",
          "alert",
          "alert_notice",
          "alert_facts",
          "alert_settings",
          "invitation",
          "change_request");

  private final Connection source;
  private final Connection target;

  /**
   * @param source of the owner of the former tables
   * @param target of the owner of the control plane's tables, after its migrations
   */
  Takeover(Connection source, Connection target) {
    this.source = source;
    this.target = target;
  }

  /**
   * The result of a takeover.
   *
   * @param rows how many rows were copied; null if the takeover was recorded before
   */
  record Result(@Nullable Long rows) {
    String words() {
      return rows == null
          ? "its rows were taken over before"
          : "%,d rows are taken over".formatted(rows);
    }
  }

  Result run() throws SQLException {
    source.setAutoCommit(false);
    target.setAutoCommit(false);
    try {
      // Of several runs at once, one waits for the other.
      run("lock table takeover in access exclusive mode");
      if (isRecorded(target)) {
        target.rollback();
        return new Result(null);
      }
      FormerTables.fence(source);
      long rows = copyAll();
      beforeCommit();
      source.commit();
      betweenCommits();
      target.commit();
      return new Result(rows);
    } catch (SQLException | RuntimeException | Error e) {
      target.rollback();
      source.rollback();
      throw e;
    }
  }

  /** For tests of crashes. */
  void beforeCommit() {}

  /** For tests of crashes. */
  void betweenCommits() {}

  static boolean isRecorded(Connection target) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement("select from takeover");
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  private long copyAll() throws SQLException {
    for (String table : WITH_ROW_SECURITY) {
      run("alter table %s no force row level security".formatted(table));
    }
    run("delete from alert_notice");
    for (String table : REPLACED) {
      run("delete from " + table);
    }
    TableCopy copy = new TableCopy(source, target);
    long rows = 0;
    for (String table : KEPT) {
      rows += copy.all(table);
    }
    for (String table : REPLACED) {
      rows += copy.all(table);
    }
    // In their order, with numbers of the target.
    rows += copy.some("definition_outbox", "order by seq", "seq");
    // The gateway's own facts are those of the control plane now, which reads them again.
    run("delete from alert_facts where service in ('GATEWAY', 'CONTROL')");
    SingleRows singles = new SingleRows(source, target);
    singles.ticker();
    singles.failedSignIns();
    singles.knownLog();
    singles.purges();
    for (String table : WITH_ROW_SECURITY) {
      run("alter table %s force row level security".formatted(table));
    }
    run("insert into takeover default values");
    return rows;
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The tables that are copied row by row, for the test that looks at every table. */
  static List<String> copied() {
    List<String> all = new ArrayList<>(KEPT);
    all.addAll(REPLACED);
    return all;
  }
}
