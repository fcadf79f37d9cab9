package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TraitDefinitionsMigrationTest {
  private static final ClassLoader NOW = TraitDefinitionsMigrationTest.class.getClassLoader();

  private final ServiceDatabase database = TestInfrastructure.postgres("identity");

  @Test
  void whatWasClassifiedBeforeIsADefinitionThatWaitsToBePublished() throws SQLException {
    migrate(new Before());
    try (Connection worker = worker();
        Statement statement = worker.createStatement()) {
      statement.execute(
          "insert into trait_classification values"
              + " ('wsp_1', 'plan', 'harmless', 'somebody', '2026-01-01T00:00:00Z')");
    }
    migrate(NOW);
    try (Connection worker = worker();
        Statement statement = worker.createStatement();
        ResultSet waiting =
            statement.executeQuery(
                "select o.payload, d.id, d.version, d.spec ->> 'classifiedBy' from definition d"
                    + " join definition_outbox o on o.id = d.id and o.topic = 'traits'")) {
      assertThat(waiting.next()).isTrue();
      Definition published = Json.read(waiting.getBytes(1), Definition.class);
      assertThat(published)
          .isEqualTo(
              new Definition(
                  "wsp_1", waiting.getString(2), 1, "plan", "plan", false, published.body()));
      assertThat(published.id()).startsWith(Ids.TRAIT);
      assertThat(published.bodyAs(TraitBody.class))
          .isEqualTo(new TraitBody(Classification.HARMLESS));
      assertThat(waiting.getLong(3)).isEqualTo(1);
      assertThat(waiting.getString(4)).isEqualTo("somebody");
      assertThat(waiting.next()).isFalse();
    }
  }

  private void migrate(ClassLoader resources) {
    Migrations.of(resources)
        .migrate(
            database.address(),
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
  }

  private Connection worker() throws SQLException {
    return DriverManager.getConnection(
        database.address(), database.worker().user(), database.worker().password());
  }

  /** The resources as they were before that migration. */
  private static final class Before extends ClassLoader {
    Before() {
      super(NOW);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      String list = "V1__identity.sql\nV2__decisions.sql\nV3__source_minute.sql\n";
      return name.equals("db/migration/migrations.list")
          ? new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8))
          : super.getResourceAsStream(name);
    }
  }
}
