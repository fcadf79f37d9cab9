package dev.tributary.control.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.control.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The channels over the real Kafka and PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class TrailChannelsTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final Pattern WAITING =
      Pattern.compile("(?m)^tributary_trail_waiting_seconds\\S* (\\S+)$");

  @Test
  void aMessageThatTheLogHoldsTwiceIsCountedOnce() {
    TestWorkspace workspace = new TestWorkspace();
    workspace.read("m1", "readProfile", AT, new ProfileId("prf_1"));
    workspace.read("m1", "readProfile", AT, new ProfileId("prf_1"));
    workspace.read("m2", "readProfile", AT.plusSeconds(120), new ProfileId("prf_1"));
    awaitReads(workspace, 2, 2);
  }

  @Test
  void messagesOfTwoWorkspacesThatComeTogetherAreStoredApart() {
    TestWorkspace one = new TestWorkspace();
    TestWorkspace other = new TestWorkspace();
    for (int i = 0; i < 10; i++) {
      one.read("m" + i, "readProfile", AT, new ProfileId("prf_one"));
      other.read("m" + i, "readProfile", AT, new ProfileId("prf_other"));
    }
    awaitReads(one, 1, 10);
    awaitReads(other, 1, 10);
  }

  @Test
  void aStallAndARestartOfTheDatabaseLoseNothing() throws SQLException {
    TestWorkspace workspace = new TestWorkspace();
    workspace.read("m0", "readProfile", AT, new ProfileId("prf_1"));
    awaitReads(workspace, 1, 1);
    try (Connection stalling = superuser();
        Statement statement = stalling.createStatement()) {
      stalling.setAutoCommit(false);
      statement.execute("lock table counted_read in access exclusive mode");
      for (int i = 1; i < 20; i++) {
        workspace.read("m" + i, "readProfile", AT, new ProfileId("prf_1"));
      }
      await().atMost(TestWorkspace.BOUND).until(TrailChannelsTest::aConnectionWaits);
      endConnections();
      await().atMost(TestWorkspace.BOUND).untilAsserted(() -> ready(503));
      stalling.rollback();
    }
    awaitReads(workspace, 1, 20);
    await().atMost(TestWorkspace.BOUND).untilAsserted(() -> ready(200));
  }

  /** The lock of another session stays, and no connection is lost. */
  @Test
  void aTransactionThatHangsIsReported() throws SQLException {
    TestWorkspace workspace = new TestWorkspace();
    try (Connection stalling = superuser();
        Statement statement = stalling.createStatement()) {
      stalling.setAutoCommit(false);
      statement.execute("lock table counted_read in access exclusive mode");
      workspace.read("m1", "readProfile", AT, new ProfileId("prf_1"));
      await().atMost(TestWorkspace.BOUND).untilAsserted(() -> ready(503));
      await().atMost(TestWorkspace.BOUND).until(() -> waitingSeconds() >= 1);
      stalling.rollback();
    }
    awaitReads(workspace, 1, 1);
    await().atMost(TestWorkspace.BOUND).untilAsserted(() -> ready(200));
    assertThat(waitingSeconds()).isZero();
  }

  @Test
  void aMessageThatFailsAgainAndAgainIsQuarantinedAndTheChannelGoesOn() throws SQLException {
    TestWorkspace workspace = new TestWorkspace();
    bySuperuser(
        """
        create function stubborn() returns trigger language plpgsql as $$
        begin raise exception using errcode = 'XX000', message = 'as if'; end $$;
        create trigger stubborn before insert on counted_read for each row
          when (new.message_id = 'stubborn') execute function stubborn()\
        """);
    try {
      workspace.read("m1", "readProfile", AT, new ProfileId("prf_1"));
      workspace.read("stubborn", "readProfile", AT, new ProfileId("prf_1"));
      workspace.read("m2", "readProfile", AT, new ProfileId("prf_1"));
      awaitReads(workspace, 1, 2);
      await()
          .atMost(TestWorkspace.BOUND)
          .untilAsserted(() ->
              workspace
                  .viewer()
                  .get(workspace.path("/quarantine/control-plane"))
                  .then()
                  .body("data.messageId", contains("stubborn"))
                  .body("data.reason", contains("failed")));
      await().atMost(TestWorkspace.BOUND).untilAsserted(() -> ready(200));
    } finally {
      bySuperuser("drop trigger stubborn on counted_read; drop function stubborn()");
    }
  }

  private static void bySuperuser(String statements) throws SQLException {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private static double waitingSeconds() {
    String management = System.getProperty(ControlEnvironment.MANAGEMENT_URL);
    Matcher metric = WAITING.matcher(RestAssured.given().get(management + "/q/metrics").asString());
    assertThat(metric.find()).isTrue();
    return Double.parseDouble(metric.group(1));
  }

  private static void ready(int status) {
    String management = System.getProperty(ControlEnvironment.MANAGEMENT_URL);
    RestAssured.given().get(management + "/q/health/ready").then().statusCode(status);
  }

  private static boolean aConnectionWaits() throws SQLException {
    return count(
            "select count(*) from pg_stat_activity where usename = ? and wait_event_type = 'Lock'")
        > 0;
  }

  /** As at a restart of the server: every connection of the worker is closed. */
  private static void endConnections() throws SQLException {
    assertThat(
            count(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = ?"))
        .isPositive();
  }

  private static long count(String query) throws SQLException {
    try (Connection connection = superuser();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, System.getProperty(ControlEnvironment.WORKER));
      var rows = statement.executeQuery();
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Connection superuser() throws SQLException {
    return DriverManager.getConnection(
        System.getProperty(ControlEnvironment.DATABASE),
        System.getProperty(ControlEnvironment.SUPERUSER),
        System.getProperty(ControlEnvironment.PASSWORD));
  }

  private static void awaitReads(TestWorkspace workspace, int entries, int reads) {
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .admin()
                .get(workspace.path("/audit"))
                .then()
                .body("data", hasSize(entries))
                .body("data.reads.sum()", equalTo(reads)));
  }
}
