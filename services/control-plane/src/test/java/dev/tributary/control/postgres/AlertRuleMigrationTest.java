package dev.tributary.control.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.EarlierMigrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class AlertRuleMigrationTest {
  private static final ClassLoader NOW = AlertRuleMigrationTest.class.getClassLoader();
  private static final int VERSIONS_OF_RULES = 14;

  private final ServiceDatabase database = TestInfrastructure.postgres("control");

  @Test
  void rulesBecomeDefinitionsAndInstancesOfTheVersionBeforeKeepTheirTable() throws SQLException {
    migrate(new EarlierMigrations(NOW, VERSIONS_OF_RULES));
    inWorkspace(
        database.request(),
        """
        insert into alert_rule
          (workspace, id, name, kind, object, object_name, threshold, channels, enabled)
        values ('wsp_1', 'alr_1', 'Few VIPs', 'size-below', 'aud_1', 'VIPs', 742, 'email', true)\
        """);
    migrate(NOW);
    assertThat(
            text(
                database.worker(),
                "select name || ' ' || (spec ->> 'threshold') || ' ' || (spec ->> 'channels')"
                    + " from definition where kind = 'alert-rule' and id = 'alr_1'"))
        .isEqualTo("Few VIPs 742 [\"email\"]");
    inWorkspace(database.request(), "update alert_rule set threshold = 700 where id = 'alr_1'");
    assertThat(text(database.worker(), "select threshold from alert_rule")).isEqualTo("700");
    assertThat(text(database.request(), "select count(*) from alert_rule"))
        .as("rows that a request without a workspace sees")
        .isEqualTo("0");
  }

  private void migrate(ClassLoader resources) {
    Migrations.of(resources)
        .migrate(
            database.address(),
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
  }

  private void inWorkspace(Credentials role, String change) throws SQLException {
    try (Connection connection = connect(role);
        Statement statement = connection.createStatement()) {
      statement.execute("set app.workspace = 'wsp_1'");
      assertThat(statement.executeUpdate(change)).isOne();
    }
  }

  private String text(Credentials role, String query) throws SQLException {
    try (Connection connection = connect(role);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private Connection connect(Credentials role) throws SQLException {
    return DriverManager.getConnection(database.address(), role.user(), role.password());
  }
}
