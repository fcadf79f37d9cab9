package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TraitDefinitionsMigrationTest {
  private final OwnDatabase database = OwnDatabase.before(4);

  @Test
  void whatWasClassifiedBeforeIsADefinitionThatWaitsToBePublished() throws SQLException {
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement()) {
      statement.execute(
          "insert into trait_classification values"
              + " ('wsp_1', 'plan', 'harmless', 'somebody', '2026-01-01T00:00:00Z')");
    }
    database.migrate();
    try (Connection worker = database.worker().getConnection();
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
                  new WorkspaceId("wsp_1"),
                  waiting.getString(2),
                  1,
                  "plan",
                  "plan",
                  false,
                  published.body()));
      assertThat(published.id()).startsWith(Ids.TRAIT);
      assertThat(published.bodyAs(TraitBody.class))
          .isEqualTo(new TraitBody(Classification.HARMLESS, null));
      assertThat(waiting.getLong(3)).isEqualTo(1);
      assertThat(waiting.getString(4)).isEqualTo("somebody");
      assertThat(waiting.next()).isFalse();
    }
  }
}
