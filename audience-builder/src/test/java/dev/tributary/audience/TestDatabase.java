package dev.tributary.audience;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A new, migrated database with a pool for each of the roles that a running service has. */
public final class TestDatabase implements AutoCloseable {
  private final AgroalDataSource owner;
  private final AgroalDataSource worker;
  private final AgroalDataSource request;

  private TestDatabase(ServiceDatabase database) {
    this.owner = TestPool.of(database.address(), database.owner());
    this.worker = TestPool.of(database.address(), database.worker());
    this.request = TestPool.of(database.address(), database.request());
  }

  public static TestDatabase migrated() throws SQLException {
    return new TestDatabase(
        TestInfrastructure.migrated("audience", TestDatabase.class, TestDatabase::migrate));
  }

  public static void migrate(ServiceDatabase database) {
    migrate(database, TestDatabase.class.getClassLoader());
  }

  /** To the newest version that these resources have. */
  public static void migrate(ServiceDatabase database, ClassLoader resources) {
    Migrations.of(resources)
        .migrate(
            database.address(),
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
  }

  public AgroalDataSource worker() {
    return worker;
  }

  public AgroalDataSource request() {
    return request;
  }

  /** Empties every table of the service. */
  public void clear() throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          truncate person, event_fact, merged_profile, separated_alias, separation, recheck, missed_decision, missing_consent, partition_clock, generation,
            audience_state, stage_pass, membership, generation_size, audience_size, seen_trait,
            definition, workspace_catalogue\
          """);
      statement.execute("update catalogue_revision set revision = revision + 1");
    }
  }

  @Override
  public void close() {
    owner.close();
    worker.close();
    request.close();
  }
}
