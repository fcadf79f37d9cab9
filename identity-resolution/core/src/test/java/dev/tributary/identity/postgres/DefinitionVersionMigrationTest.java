package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DefinitionVersionMigrationTest {
  private final OwnDatabase database = OwnDatabase.before(36);

  @Test
  void versionsThatNoRouteReadsAreDeleted() throws SQLException {
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement()) {
      statement.execute(
          """
          insert into definition_version (workspace, kind, id, version, key, name, spec, deleted, at)
          values ('wsp_1', 'trait', 'trt_1', 4, 'plan', 'Plan', '{}', false, now()),
            ('wsp_2', 'trait-policy', 'trp_1', 1, 'plan', 'Plan', '{}', false, now())\
          """);
    }
    database.migrate();
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement();
        ResultSet kept = statement.executeQuery("select from definition_version")) {
      assertThat(kept.next()).isFalse();
    }
  }
}
