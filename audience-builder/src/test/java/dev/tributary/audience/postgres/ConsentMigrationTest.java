package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.EarlierMigrations;
import dev.tributary.testkit.infra.EarlierRows;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.infra.TestPool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The people of the version before, which did not store consent. */
class ConsentMigrationTest {
  private static final ClassLoader NOW = ConsentMigrationTest.class.getClassLoader();

  private static final String ROWS =
      """
      insert into person (workspace, profile, part, version, traits, granted, granted_version,
                          evaluated_at, merged) values
        ('shop', 'a', 0, 3, '{"plan":"pro"}', '["marketing"]', 3, 5, false),
        ('shop', 'gone', 0, 4, '{}', null, null, 5, true),
        ('other', 'b', 1, 1, '{}', null, null, 5, false)\
      """;

  /** As the version before stores a person. */
  private static final String PUT =
      """
      insert into person (workspace, profile, part, version, granted_version, traits, granted,
                          evaluated_at, merged)
      values ('shop', '%1$s', 0, %2$d, %2$d, '{}', '[]', 6, %3$b)
      on conflict (profile) do update
      set version = excluded.version, granted_version = excluded.granted_version,
          traits = excluded.traits, granted = excluded.granted,
          evaluated_at = excluded.evaluated_at, merged = excluded.merged\
      """;

  private static final String MISSING =
      "select workspace || ' ' || profile from missing_consent order by 1";

  private static final String POLICIES =
      "select policyname from pg_policies where policyname = 'owner_reads'";

  @Test
  void theirConsentIsMissingExceptOfMergedProfiles() throws SQLException {
    try (Connection worker = migrated()) {
      assertThat(rows(worker, MISSING)).containsExactly("other b", "shop a");
      assertThat(rows(worker, "select traits from person where profile = 'a'"))
          .containsExactly("{\"plan\":\"pro\"}");
    }
  }

  @Test
  void whatAnInstanceOfTheVersionBeforeStoresIsMissingToo() throws SQLException {
    try (Connection worker = migrated();
        Statement statement = worker.createStatement()) {
      statement.execute("update person set consent_version = version");
      statement.execute("delete from missing_consent");
      statement.execute(PUT.formatted("a", 4, false));
      statement.execute(PUT.formatted("a", 5, false));
      statement.execute(PUT.formatted("new", 1, false));
      statement.execute(PUT.formatted("merged", 1, true));
      assertThat(rows(worker, MISSING)).containsExactly("shop a", "shop new");
      statement.execute("delete from missing_consent");
      statement.execute("update person set evaluated_at = 7");
      assertThat(rows(worker, MISSING)).isEmpty();
    }
  }

  /** A statement that reads people has the same lock until its transaction ends. */
  @Test
  void peopleAreReadWhileTheirConsentIsNoted() throws SQLException {
    ServiceDatabase database = TestInfrastructure.postgres("noted");
    TestDatabase.migrate(database, new EarlierMigrations(NOW, 21));
    try (Connection reader = TestPool.of(database.address(), database.worker()).getConnection();
        Statement statement = reader.createStatement()) {
      statement.execute(ROWS);
      TestDatabase.migrate(database, new EarlierMigrations(NOW, 22));
      assertThat(rows(reader, MISSING)).isEmpty();
      reader.setAutoCommit(false);
      statement.execute("select count(*) from person");
      TestDatabase.migrate(database, new EarlierMigrations(NOW, 23));
      assertThat(rows(reader, MISSING)).containsExactly("other b", "shop a");
      reader.commit();
      TestDatabase.migrate(database, NOW);
      assertThat(rows(reader, POLICIES)).isEmpty();
      reader.commit();
    }
  }

  private static Connection migrated() throws SQLException {
    return new EarlierRows(new EarlierMigrations(NOW, 21), ROWS).migrated(TestDatabase::migrate);
  }

  private static List<String> rows(Connection connection, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
