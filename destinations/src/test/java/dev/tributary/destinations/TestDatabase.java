package dev.tributary.destinations;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;

/** Databases with the tables of this service. */
public final class TestDatabase {
  private TestDatabase() {}

  /** A new database, without rows. */
  public static ServiceDatabase migrated(String name) {
    return TestInfrastructure.migrated(name, TestDatabase.class, TestDatabase::migrate);
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
}
