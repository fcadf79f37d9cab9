package dev.tributary.control.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.control.TestWorkspace;
import dev.tributary.runtime.log.WriterGuard;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a log that does not belong to the database, time stands still and the trail waits. */
@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
@Tag("soak")
@Tag("soak-stalls")
class AnotherLogTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final Pattern CODES = Pattern.compile("ACCEPT_LOG=([0-9a-f,]+)");
  private static final Duration SOME_TICKS = Duration.ofSeconds(3);

  @Inject WriterGuard guard;
  @Inject KafkaLog log;
  @Inject KafkaClientService clients;

  @Inject
  @Identifier(TrailPositions.NAME) TrailPositions positions;

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  /** Otherwise time stands still because the database knows none of the published workspaces. */
  @BeforeEach
  void theDatabaseHasAWorkspace() throws SQLException {
    try (Connection superuser =
            DriverManager.getConnection(
                System.getProperty(ControlEnvironment.DATABASE),
                System.getProperty(ControlEnvironment.SUPERUSER),
                System.getProperty(ControlEnvironment.PASSWORD));
        Statement statement = superuser.createStatement()) {
      statement.execute(
          "insert into definition values ('installation', 'workspace', 'wsp_1', 'shop', 'Shop', 1,"
              + " '{\"kind\": \"test\"}', false, now(), now()) on conflict do nothing");
    }
  }

  @AfterEach
  void acceptNothingMore() {
    guard.accept(Set.of());
    positions.accept(Set.of());
  }

  @Test
  void theTrailWaitsUntilTheLogIsAccepted() throws Exception {
    for (Topic topic : List.of(Topic.READS, Topic.AUDIT)) {
      TestWorkspace workspace = new TestWorkspace();
      workspace.read("m1", "readProfile", AT, new ProfileId("prf_1"));
      awaitReads(workspace, 1);

      String problem = recreated(topic);
      assertThat(problem).contains(topic.topicName()).contains("deleted and created again");
      workspace.read("m2", "readProfile", AT, new ProfileId("prf_1"));
      await()
          .atMost(TestWorkspace.BOUND)
          .untilAsserted(() -> ready().statusCode(503).body(containsString("waits since")));
      assertThat(reads(workspace)).isEqualTo(1);

      guard.accept(codes(problem));
      awaitReads(workspace, 2);
      await().atMost(TestWorkspace.BOUND).untilAsserted(() -> ready().statusCode(200));
      assertThat(reads(workspace)).as("nothing is counted twice").isEqualTo(2);
    }
  }

  @Test
  void timeStandsStillUntilTheLogIsAccepted() throws Exception {
    String problem = recreated(Topic.EVENTS);
    var before = log.writtenEnds(List.of(Topic.EVENTS));
    await()
        .during(SOME_TICKS)
        .atMost(SOME_TICKS.multipliedBy(4))
        .until(() -> {
          var now = log.writtenEnds(List.of(Topic.EVENTS));
          return now.equals(before);
        });
    guard.accept(codes(problem));
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() -> !log.writtenEnds(List.of(Topic.EVENTS)).equals(before));
  }

  /** As after the log has lost its newest records. Kafka alone would go on without a word. */
  @Test
  void aPositionBeyondTheEndStopsTheTrailUntilItIsAccepted() {
    TestWorkspace workspace = new TestWorkspace();
    workspace.read("m1", "readProfile", AT, new ProfileId("prf_1"));
    awaitReads(workspace, 1);

    beyondTheEnd();
    await().atMost(TestWorkspace.BOUND).until(() -> positions.problem() != null);
    String problem = String.valueOf(positions.problem());
    assertThat(problem).contains("reads-0 ends at").contains("the log has lost records");
    ready().statusCode(503).body(containsString("the log has lost records"));
    workspace.read("m2", "readProfile", AT, new ProfileId("prf_1"));
    positions.accept(Set.of("000000000000"));
    await()
        .during(SOME_TICKS)
        .atMost(SOME_TICKS.multipliedBy(4))
        .until(() -> reads(workspace) == 1);

    positions.accept(codes(problem));
    awaitReads(workspace, 2);
    await().atMost(TestWorkspace.BOUND).untilAsserted(() -> ready().statusCode(200));
    assertThat(reads(workspace)).as("nothing is counted twice").isEqualTo(2);
  }

  private void beyondTheEnd() {
    clients
        .<byte[], byte[]>getConsumers(TrailChannels.READS)
        .getLast()
        .runOnPollingThread(consumer -> {
          consumer
              .endOffsets(consumer.assignment())
              .forEach((partition, end) -> consumer.seek(partition, end + 1_000));
        })
        .await()
        .atMost(TestWorkspace.BOUND);
  }

  /** What the database remembers differs from the log, as after the topic was recreated. */
  private String recreated(Topic topic) throws Exception {
    await().atMost(TestWorkspace.BOUND).until(guard::permits);
    try (Connection connection = worker.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "update known_log set topic_id = 'before' where topic = '%s'"
                      .formatted(topic.topicName())))
          .isEqualTo(1);
    }
    await().atMost(TestWorkspace.BOUND).until(() -> guard.problem() != null);
    return String.valueOf(guard.problem());
  }

  private static Set<String> codes(String problem) {
    Matcher matcher = CODES.matcher(problem);
    assertThat(matcher.find()).as(problem).isTrue();
    return Set.of(matcher.group(1).split(","));
  }

  private static ValidatableResponse ready() {
    String management = System.getProperty(ControlEnvironment.MANAGEMENT_URL);
    return RestAssured.given().get(management + "/q/health/ready").then().log().ifValidationFails();
  }

  private static void awaitReads(TestWorkspace workspace, int reads) {
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .admin()
                .get(workspace.path("/audit"))
                .then()
                .statusCode(200)
                .body("data.reads.sum()", equalTo(reads)));
  }

  private static int reads(TestWorkspace workspace) {
    return workspace.admin().get(workspace.path("/audit")).jsonPath().getInt("data.reads.sum()");
  }
}
