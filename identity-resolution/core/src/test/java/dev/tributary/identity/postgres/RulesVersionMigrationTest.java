package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class RulesVersionMigrationTest {
  private final OwnDatabase database = OwnDatabase.before(18);

  @Test
  void theRulesThatStandThereAreKeptAndNobodyIsSaidToHaveMadeThem() throws SQLException {
    try (Connection request = database.request().getConnection();
        Statement statement = request.createStatement()) {
      statement.execute("select set_config('app.workspace', 'wsp_1', false)");
      for (String definition : new String[] {"identity-rules', 'irl_1", "trait', 'trt_1"}) {
        statement.execute(
            "insert into definition (workspace, kind, id, key, name, version, spec, created_at,"
                + " updated_at) values ('wsp_1', '"
                + definition
                + "', 'identity-rules', 'Rules', 4, '{}', now(), '2026-01-01T00:00:00Z')");
      }
    }
    database.migrate();
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement();
        ResultSet kept =
            statement.executeQuery(
                "select version, changed_by, changed_at = '2026-01-01T00:00:00Z'"
                    + " from rules_version where workspace = 'wsp_1'")) {
      assertThat(kept.next()).isTrue();
      assertThat(kept.getLong(1)).isEqualTo(4);
      assertThat(kept.getString(2)).isNull();
      assertThat(kept.getBoolean(3)).isTrue();
      assertThat(kept.next()).isFalse();
    }
  }
}
