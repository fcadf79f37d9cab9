package dev.tributary.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  private final Migrations migrations = Migrations.of(getClass().getClassLoader());

  @Test
  void theNewestIsTheServicesOwn() throws Exception {
    assertThat(migrations.newest()).isEqualTo(newest());
  }

  private static String newest() throws Exception {
    try (InputStream list =
        MigrationsTest.class.getClassLoader().getResourceAsStream("db/migration/migrations.list")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
          .max(Comparator.naturalOrder())
          .orElseThrow()
          .toString();
    }
  }

  @Test
  void theNewestIsTheHighestNumberWhereverItIsListed() {
    ClassLoader resources =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return switch (name) {
              case "db/runtime/migrations.list" -> text("V0_001__first.sql");
              case "db/migration/migrations.list" -> text("V10__b.sql\nV1__a.sql\nV9__c.sql");
              default -> text("select 1");
            };
          }
        };
    assertThat(Migrations.of(resources).newest()).isEqualTo("10");
  }

  @Test
  void aFailedMigrationWithoutATransactionIsRepeated() throws Exception {
    String index =
        """
        drop index concurrently if exists one_each;
        create unique index concurrently one_each on pair (n);
        """;
    ClassLoader resources =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return switch (name) {
              case "db/runtime/migrations.list" -> text("");
              case "db/migration/migrations.list" -> text("V1__pair.sql\nV2__one_each.sql");
              case "db/migration/V1__pair.sql" ->
                  text("create table pair (n int); insert into pair values (1), (1)");
              default -> text(index);
            };
          }
        };
    ServiceDatabase database = TestInfrastructure.postgres("repeated");
    Migrations some = Migrations.of(resources);
    assertThatThrownBy(() -> migrate(some, database)).hasMessageContaining("one_each");
    try (Connection owner =
            DriverManager.getConnection(
                database.address(), database.owner().user(), database.owner().password());
        var statement = owner.createStatement()) {
      statement.execute("delete from pair where ctid = (select min(ctid) from pair)");
      migrate(some, database);
      assertThat(some.mismatch(owner)).isNull();
    }
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void migratingTwiceChangesNothing() throws Exception {
    ServiceDatabase database = TestInfrastructure.postgres("migrations");
    migrate(database);
    migrate(database);
    try (Connection worker = worker(database)) {
      assertThat(migrations.mismatch(worker)).isNull();
    }
  }

  @Test
  void anotherVersionIsNamed() throws Exception {
    try (TestDatabase database = TestDatabase.migrated("migrations");
        Connection owner =
            DriverManager.getConnection(
                database.coordinates().address(),
                database.coordinates().owner().user(),
                database.coordinates().owner().password())) {
      try (var statement = owner.createStatement()) {
        statement.execute(
            "update flyway_schema_history set version = '0.9' where version = '%s'"
                .formatted(newest()));
      }
      try (Connection worker = database.worker().getConnection()) {
        assertThat(migrations.mismatch(worker)).contains("0.9").contains("needs " + newest());
      }
    }
  }

  private void migrate(ServiceDatabase database) {
    migrate(migrations, database);
  }

  private static void migrate(Migrations migrations, ServiceDatabase database) {
    migrations.migrate(
        database.address(),
        new Migrations.Credentials(database.owner().user(), database.owner().password()),
        database.worker().user(),
        database.request().user());
  }

  private static Connection worker(ServiceDatabase database) throws Exception {
    return DriverManager.getConnection(
        database.address(), database.worker().user(), database.worker().password());
  }
}
