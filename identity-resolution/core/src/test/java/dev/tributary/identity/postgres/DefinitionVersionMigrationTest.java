package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DefinitionVersionMigrationTest {
  private final OwnDatabase database = OwnDatabase.before(35);

  @Test
  void theHistoryOfADefinitionBeginsWithItsPresentVersion() throws SQLException {
    try (Connection request = database.request().getConnection();
        Statement statement = request.createStatement()) {
      statement.execute("select set_config('app.workspace', 'wsp_1', false)");
      statement.execute(
          """
          insert into definition (workspace, kind, id, key, name, version, spec, deleted, created_at,
            updated_at)
          values ('wsp_1', 'trait', 'trt_1', 'plan', 'Plan', 4, '{"type": "text"}', false, now(),
              '2026-01-01T00:00:00Z'),
            ('wsp_1', 'trait', 'trt_2', 'city', 'City', 2, '{}', true, now(), now())\
          """);
    }
    database.migrate();
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement();
        ResultSet kept =
            statement.executeQuery(
                "select version, key, name, spec ->> 'type', deleted, actor,"
                    + " at = '2026-01-01T00:00:00Z' from definition_version"
                    + " where workspace = 'wsp_1' and kind = 'trait' order by id")) {
      assertThat(kept.next()).isTrue();
      assertThat(kept.getLong(1)).isEqualTo(4);
      assertThat(kept.getString(2)).isEqualTo("plan");
      assertThat(kept.getString(3)).isEqualTo("Plan");
      assertThat(kept.getString(4)).isEqualTo("text");
      assertThat(kept.getBoolean(5)).isFalse();
      assertThat(kept.getString(6)).isNull();
      assertThat(kept.getBoolean(7)).isTrue();
      assertThat(kept.next()).isTrue();
      assertThat(kept.getBoolean(5)).isTrue();
      assertThat(kept.next()).isFalse();
    }
  }
}
