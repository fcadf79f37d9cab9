package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.testkit.infra.EarlierMigrations;
import dev.tributary.testkit.infra.EarlierRows;
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
      insert into person (workspace, profile, part, version, traits, evaluated_at, merged) values
        ('shop', 'a', 0, 3, '{"plan":"pro"}', 5, false),
        ('shop', 'gone', 0, 4, '{}', 5, true),
        ('other', 'b', 1, 1, '{}', 5, false)\
      """;

  /** As the version before stores a person. */
  private static final String PUT =
      """
      insert into person (workspace, profile, part, version, traits, evaluated_at, merged)
      values ('shop', '%s', 0, %d, '{}', 6, %b)
      on conflict (profile) do update
      set version = excluded.version, traits = excluded.traits,
          evaluated_at = excluded.evaluated_at, merged = excluded.merged\
      """;

  private static final String MISSING =
      "select workspace || ' ' || profile from missing_consent order by 1";

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
      statement.execute("update person set evaluated_at = 7");
      assertThat(rows(worker, MISSING)).isEmpty();
      statement.execute(PUT.formatted("a", 4, false));
      statement.execute(PUT.formatted("a", 5, false));
      statement.execute(PUT.formatted("new", 1, false));
      statement.execute(PUT.formatted("merged", 1, true));
      assertThat(rows(worker, MISSING)).containsExactly("shop a", "shop new");
    }
  }

  private static Connection migrated() throws SQLException {
    return new EarlierRows(new EarlierMigrations(NOW, 20), ROWS).migrated(TestDatabase::migrate);
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
