package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/** A lock in the company's database at which a query can be kept waiting, midway. */
final class Roadblock implements AutoCloseable {
  private final int key = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
  private final Connection holder = Company.connect();

  Roadblock() throws SQLException {}

  /**
   * A condition that every row meets, and at which the query waits when it comes to one of them.
   */
  String before(int id) {
    return "case when id = %d then pg_advisory_xact_lock(%d)::text = '' else true end"
        .formatted(id, key);
  }

  void block() throws SQLException {
    ask("select pg_advisory_lock(%d)");
  }

  void clear() throws SQLException {
    ask("select pg_advisory_unlock(%d)");
  }

  void awaitQuery() {
    await().atMost(Shop.PATIENCE).untilAsserted(() -> assertThat(waiting()).isEqualTo(1));
  }

  /** Queries that the server keeps waiting here. */
  long waiting() throws SQLException {
    return Company.number(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = "
            + key);
  }

  /** Ends the connections that wait here, as an administrator or a restart would. */
  void endQuery() throws SQLException {
    Company.execute(
        "select pg_terminate_backend(pid) from pg_locks"
            + " where locktype = 'advisory' and not granted and objid = "
            + key);
  }

  private void ask(String sql) throws SQLException {
    try (Statement statement = holder.createStatement()) {
      statement.execute(sql.formatted(key));
    }
  }

  @Override
  public void close() throws SQLException {
    holder.close();
  }
}
