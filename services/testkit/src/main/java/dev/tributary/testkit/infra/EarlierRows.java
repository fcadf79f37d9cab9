package dev.tributary.testkit.infra;

import dev.tributary.local.infra.ServiceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiConsumer;

/**
 * Rows that a database had before one of its migrations, for the tests of this migration.
 *
 * @param before the migrations of that time
 * @param sql inserts the rows; the worker executes it
 */
public record EarlierRows(EarlierMigrations before, String sql) {

  /**
   * Migrates a new database to that time, inserts the rows, and migrates the database to today.
   *
   * @param migrate brings a database of the service to the newest version of these resources
   * @return a connection of the worker, which the caller closes
   */
  public Connection migrated(BiConsumer<ServiceDatabase, ClassLoader> migrate) throws SQLException {
    ServiceDatabase database = TestInfrastructure.postgres("earlier");
    migrate.accept(database, before);
    Connection worker = TestPool.of(database.address(), database.worker()).getConnection();
    try (Statement statement = worker.createStatement()) {
      statement.execute(sql);
    }
    migrate.accept(database, before.getParent());
    return worker;
  }
}
