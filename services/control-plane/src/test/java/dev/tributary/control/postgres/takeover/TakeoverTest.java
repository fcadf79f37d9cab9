package dev.tributary.control.postgres.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.clock.TickerRow;
import dev.tributary.control.postgres.OwnDatabase;
import dev.tributary.control.postgres.clock.PostgresClockStore;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TakeoverTest {
  private final FormerDatabase former;
  private final ServiceDatabase control = OwnDatabase.migrated();
  private final OwnDatabase sessions = new OwnDatabase(control);

  TakeoverTest() throws SQLException {
    former = new FormerDatabase();
  }

  @AfterEach
  void close() {
    sessions.close();
  }

  @Test
  void everyTableOfTheFormerDatabaseHasRowsInThisTest() throws SQLException {
    // The positions and the outbox of loops, which a gateway does not have; and Flyway's.
    List<String> others = List.of("stream_position", "outbox_batch", "flyway_schema_history");
    try (Connection superuser = superuser(former.database())) {
      for (String table : strings(superuser, TABLES)) {
        if (!others.contains(table)) {
          assertThat(strings(superuser, "select 'row' from " + table)).as(table).isNotEmpty();
        }
      }
    }
  }

  @Test
  void everyRowIsTakenOverExactly() throws SQLException {
    takeOver();
    List<String> same = new ArrayList<>(Takeover.copied());
    same.removeAll(List.of("definition", "alert_facts"));
    for (String table : same) {
      assertThat(rows(control, table)).as(table).isNotEmpty().isEqualTo(rows(table));
    }
    assertThat(rows(control, "definition"))
        .hasSize(3)
        .containsAll(
            rows("definition").stream()
                .filter(row -> row.contains("\"kind\": \"workspace\""))
                .toList())
        .noneMatch(row -> row.contains("\"control\""));
    assertThat(rows(control, "alert_facts"))
        .hasSize(1)
        .isSubsetOf(rows("alert_facts"))
        .allMatch(row -> row.contains("IDENTITY"));
    String outbox = "select id || encode(payload, 'hex') from %s order by seq";
    try (Connection superuser = superuser(control)) {
      assertThat(strings(superuser, outbox.formatted("definition_outbox")))
          .containsExactly("wsp_100ff5c0a", "ade_17b7d");
    }
  }

  @Test
  void timeGoesOnWhereItWasAndStaysHeld() throws SQLException {
    takeOver();
    PostgresClockStore clock = new PostgresClockStore(sessions.worker());
    TickerRow row = clock.read();
    assertThat(row.at()).isEqualTo(Instant.ofEpochMilli(1_790_000_000_123L));
    assertThat(row.heldAt()).isEqualTo(Instant.ofEpochMilli(1_793_000_000_456L));
    assertThat(clock.step("control-0", () -> Duration.ofDays(30)).step())
        .isInstanceOf(TickerRow.Held.class);
    clock.resume();
    assertThat(clock.step("control-0", () -> Duration.ofDays(30_000)))
        .satisfies(outcome -> {
          assertThat(outcome.step()).isInstanceOf(TickerRow.Tick.class);
          assertThat(outcome.offsets()).isEqualTo(Map.of(new WorkspaceId("wsp_1"), 60_000L));
        });
  }

  @Test
  void timeThatIsAlreadyLaterDoesNotGoBack() throws SQLException {
    change(control, "update ticker set at = 1799999999999");
    takeOver();
    assertThat(new PostgresClockStore(sessions.worker()).read().at())
        .isEqualTo(Instant.ofEpochMilli(1_799_999_999_999L));
  }

  @Test
  void theLogIsTheOneThatTheGatewayKnew() throws SQLException {
    change(control, "insert into known_log values ('workspaces', 'mine', 'mine', now())");
    takeOver();
    try (Connection superuser = superuser(control)) {
      assertThat(strings(superuser, "select topic || ' ' || cluster from known_log order by topic"))
          .containsExactly("events cluster-1", "workspaces mine");
    }
  }

  @Test
  void aWorkspaceThatOnlyTheControlPlaneHasPurgedIsPurgedAgain() throws SQLException {
    change(control, "insert into purged_workspace values ('wsp_0', now()), ('wsp_2', now())");
    takeOver();
    try (Connection superuser = superuser(control)) {
      assertThat(strings(superuser, "select id from purged_workspace")).containsExactly("wsp_0");
    }
  }

  @Test
  void failedSignInsAreReadFromWhereTheGatewayWas() throws SQLException {
    takeOver();
    try (Connection superuser = superuser(control)) {
      assertThat(
              strings(
                  superuser,
                  "select (position = '2026-01-02 03:04:05.123+00')::text"
                      + " from sign_in_failure_reader"))
          .containsExactly("true");
    }
  }

  @Test
  void anOlderGatewayThatStillRunsCanNeitherTickNorChangeAWorkspace() throws SQLException {
    takeOver();
    try (Connection older = former.worker();
        Statement statement = older.createStatement()) {
      for (String sql :
          List.of("update ticker set at = at + 1", "update definition set name = ''")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("does not exist");
      }
    }
  }

  @Test
  void anotherMigrationTakesNothingOverAgain() throws SQLException {
    takeOver();
    change(control, "update ticker set at = at + 5, held_at = null");
    change(control, "delete from invitation");
    takeOver();
    assertThat(rows(control, "invitation")).isEmpty();
    assertThat(new PostgresClockStore(sessions.worker()).read().heldAt()).isNull();
  }

  @Test
  void afterACrashBetweenTheTwoCommitsTheNextMigrationTakesEverythingOver() throws SQLException {
    assertThatThrownBy(() -> crash(false)).hasMessage("crash");
    assertThat(rows(control, "invitation")).isEmpty();
    try (Connection older = former.worker();
        Statement statement = older.createStatement()) {
      assertThatThrownBy(() -> statement.execute("update ticker set at = at + 1"))
          .isInstanceOf(SQLException.class);
    }
    everyRowIsTakenOverExactly();
  }

  @Test
  void aFailureBeforeTheCommitsLeavesTheGatewayAsItWas() throws SQLException {
    assertThatThrownBy(() -> crash(true)).hasMessage("crash");
    assertThat(rows(control, "invitation")).isEmpty();
    try (Connection older = former.worker();
        Statement statement = older.createStatement()) {
      assertThat(statement.executeUpdate("update ticker set at = at + 1")).isEqualTo(1);
    }
  }

  @Test
  void aWorkspaceWithATakenKeyEndsTheTakeoverWithoutLoss() throws SQLException {
    change(
        control,
        "insert into definition values ('installation', 'workspace', 'wsp_9', 'shop', 'Other', 1,"
            + " '{}', false, now(), now())");
    assertThatThrownBy(this::takeOver)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("definition_key");
    assertThat(rows(control, "invitation")).isEmpty();
    try (Connection older = former.worker();
        Statement statement = older.createStatement()) {
      assertThat(statement.executeUpdate("update ticker set at = at + 1")).isEqualTo(1);
    }
  }

  @Test
  void aDatabaseOfAnotherVersionIsNotTouched() throws SQLException {
    change(former.database(), "delete from flyway_schema_history where version = '1.008'");
    assertThatThrownBy(this::takeOver).hasMessageContaining("1.007");
    assertThat(rows(control, "definition")).isEmpty();
  }

  @Test
  void rowsAreBehindRowLevelSecurityAgain() throws SQLException {
    takeOver();
    try (Connection request =
            DriverManager.getConnection(
                control.address(), control.request().user(), control.request().password());
        Connection superuser = superuser(control)) {
      assertThat(strings(request, "select id from invitation")).isEmpty();
      assertThat(
              strings(
                  superuser,
                  "select relname from pg_class where relrowsecurity and not relforcerowsecurity"))
          .isEmpty();
    }
  }

  private void takeOver() {
    new TakeoverStep()
        .run(
            control.address(),
            new Migrations.Credentials(control.owner().user(), control.owner().password()),
            Map.of(
                    "CONTROL_FORMER_DATABASE_URL", former.database().address(),
                    "CONTROL_FORMER_DATABASE_OWNER_USER", former.database().owner().user(),
                    "CONTROL_FORMER_DATABASE_OWNER_PASSWORD", former.database().owner().password())
                ::get);
  }

  private void crash(boolean beforeCommit) throws SQLException {
    try (Connection source = former.owner();
        Connection target =
            DriverManager.getConnection(
                control.address(), control.owner().user(), control.owner().password())) {
      new Takeover(source, target) {
        @Override
        void beforeCommit() {
          if (beforeCommit) {
            throw new IllegalStateException("crash");
          }
        }

        @Override
        void betweenCommits() {
          throw new IllegalStateException("crash");
        }
      }.run();
    }
  }

  private static final String TABLES =
      """
      select table_name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'\
      """;

  private List<String> rows(String table) throws SQLException {
    return rows(former.database(), FormerTables.name(table));
  }

  /** Every value of every row, as text. */
  private static List<String> rows(ServiceDatabase database, String table) throws SQLException {
    try (Connection superuser = superuser(database)) {
      // The former database knows neither the beginning of a problem nor the alert rules of users.
      return strings(
          superuser,
          "select (to_jsonb(t) - 'since' - 'rule' - 'channels')::text from %s t order by 1"
              .formatted(table));
    }
  }

  private static Connection superuser(ServiceDatabase database) throws SQLException {
    return TestInfrastructure.postgres().connectAsSuperuser(database.name());
  }

  private static void change(ServiceDatabase database, String sql) throws SQLException {
    try (Connection superuser = superuser(database);
        Statement statement = superuser.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> strings(Connection connection, String query) throws SQLException {
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
