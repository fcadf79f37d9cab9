package dev.tributary.runtime.loop;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.http.RunningService;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.failure.StalledPartition;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service whose loop does not go on is not ready, and says where it stands and what to do. */
@QuarkusTest
@QuarkusTestResource(RunningService.class)
class LoopReadinessTest {
  private static final Duration BOUND = Duration.ofSeconds(120);

  @TestHTTPResource(management = true)
  URI management;

  @Inject ProbeLoops probes;
  @Inject KafkaClients kafka;

  @Inject
  @Named(ProbeLoops.STANDING)
  ExactlyOnceLoop standing;

  @Inject
  @Named(ProbeLoops.STRANGER)
  ExactlyOnceLoop stranger;

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  @BeforeEach
  void ready() {
    TestTopics.ensure(kafka);
    await().atMost(BOUND).until(() -> readiness().statusCode() == 200);
  }

  @Test
  void aPartitionThatStandsIsNamedWithItsAddressAndTheRemedy() throws Exception {
    probes.full(true);
    produce(Topic.TRAITS);
    standing.start();
    try {
      await().atMost(BOUND).until(standing::failing);
      probes.passes(ExactlyOnceLoop.STILL);
      await().atMost(BOUND).until(() -> !standing.stopped(ExactlyOnceLoop.STILL).isEmpty());
      StalledPartition stopped = standing.stopped(ExactlyOnceLoop.STILL).getFirst();
      String name = ProbeLoops.STANDING + " " + stopped.address();

      Response answer = readiness();

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(partitions(answer)).containsKey(name);
      assertThat(partitions(answer).get(name))
          .contains("stands since " + stopped.since(), "to read (", "SQLSTATE 53100")
          .endsWith("it goes on by itself once that is gone");
    } finally {
      probes.full(false);
      await().atMost(BOUND).until(() -> readiness().statusCode() == 200);
      standing.close();
    }
    assertThat(partitions(readiness())).isEmpty();
  }

  @Test
  void aLogThatTheDatabaseDoesNotBelongToIsNamedWithTheReason() throws Exception {
    execute("insert into known_log (topic, cluster, topic_id) values ('syncs', 'gone', 'gone')");
    stranger.start();
    try {
      await().atMost(BOUND).until(() -> stranger.logProblem() != null);

      Response answer = readiness();

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(partitions(answer).get("log"))
          .isEqualTo(stranger.logProblem())
          .contains("syncs", "ACCEPT_LOG=");
    } finally {
      stranger.acceptLog(Set.of(code()));
      await().atMost(BOUND).until(() -> readiness().statusCode() == 200);
      stranger.close();
    }
  }

  private String code() {
    return Pattern.compile("ACCEPT_LOG=([0-9a-f]+)")
        .matcher(String.valueOf(stranger.logProblem()))
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  private Response readiness() {
    return get(management.resolve("health/ready"));
  }

  private static Map<String, String> partitions(Response answer) {
    Map<String, String> data =
        answer.jsonPath().getMap("checks.find { it.name == 'partitions' }.data");
    return data == null ? Map.of() : data;
  }

  private void produce(Topic topic) throws Exception {
    MessageHeaders headers =
        new MessageHeaders("i", "input", new WorkspaceId("wsp_a"), "i", Instant.EPOCH, null);
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("readiness", 60_000)) {
      producer.send(Topics.toRecord(Message.of(topic, "key", new byte[] {'1'}, headers))).get();
    }
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = worker.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
