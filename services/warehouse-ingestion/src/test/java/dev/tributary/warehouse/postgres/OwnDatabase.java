package dev.tributary.warehouse.postgres;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;

/** Migrated databases without the service. */
final class OwnDatabase {
  private OwnDatabase() {}

  /** A new database; its name begins with the given one. */
  static ServiceDatabase migrated(String name) {
    return TestInfrastructure.migrated(
        name,
        OwnDatabase.class,
        template ->
            Migrations.of(OwnDatabase.class.getClassLoader())
                .migrate(
                    template.address(),
                    new Migrations.Credentials(
                        template.owner().user(), template.owner().password()),
                    template.worker().user(),
                    template.request().user()));
  }
}
