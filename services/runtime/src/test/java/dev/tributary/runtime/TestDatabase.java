package dev.tributary.runtime;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A migrated database with a pool for each of the roles that a running service has. */
public final class TestDatabase implements AutoCloseable {
  private final ServiceDatabase database;
  private final AgroalDataSource worker;
  private final AgroalDataSource request;

  private TestDatabase(ServiceDatabase database) {
    this.database = database;
    this.worker = TestPool.of(database.address(), database.worker());
    this.request = TestPool.of(database.address(), database.request());
  }

  /** A new one. */
  public static TestDatabase migrated(String name) throws SQLException {
    return new TestDatabase(
        TestInfrastructure.migrated(name, TestDatabase.class, TestDatabase::migrate));
  }

  /** At a server of the test's own. */
  public static TestDatabase migrated(ServiceDatabase database) throws SQLException {
    migrate(database);
    return new TestDatabase(database);
  }

  /** The database of a service that runs already. */
  public static TestDatabase of(ServiceDatabase database) {
    return new TestDatabase(database);
  }

  private static void migrate(ServiceDatabase database) {
    Migrations.of(TestDatabase.class.getClassLoader())
        .migrate(
            database.address(),
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
  }

  public ServiceDatabase coordinates() {
    return database;
  }

  public AgroalDataSource worker() {
    return worker;
  }

  public AgroalDataSource request() {
    return request;
  }

  /** The one value that a query answers. */
  public long number(String query) throws SQLException {
    try (Connection connection = worker.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() {
    worker.close();
    request.close();
  }
}
