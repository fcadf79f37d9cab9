package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Messages that the loop of this version does not know are kept whole, and are listed and redriven
 * over REST.
 */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class MessageQuarantineTest {
  private static final String NEWER = "dev.tributary.of-a-later-version.v9";
  private static final String VALUE = "{\"email\":\"ann@example.com\"}";

  private final KafkaClients kafka = RealParts.kafka();
  private final AtomicInteger sent = new AtomicInteger();
  private TestWorkspace workspace;
  private String quarantine;

  @TestHTTPResource(management = true)
  URI management;

  @BeforeEach
  void aWorkspace() {
    workspace = new TestWorkspace(kafka);
    quarantine = workspace.path("/quarantine/identity-resolution");
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENTS", "COMMANDS", "ROWS"})
  void aMessageOfAnUnknownTypeIsKeptWholeAndCanBeRedriven(Topic topic) {
    send(topic, NEWER, VALUE, workspace.id());
    String id = keptAs(topic, NEWER);
    workspace.viewer().get(quarantine + "/" + id).then().body("message.masked", equalTo(true));
    workspace
        .reader()
        .get(quarantine + "/" + id)
        .then()
        .body("message.email", equalTo("ann@example.com"))
        .body("quarantined.messageId", equalTo("msg_1"));
    workspace.marketer().post(quarantine + "/" + id + "/redrive").then().statusCode(403);
    workspace
        .admin()
        .post(quarantine + "/" + id + "/redrive")
        .then()
        .statusCode(202)
        .body("state", equalTo("requested"));
    awaitRedrive(topic, id);
    workspace
        .admin()
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"unknown\"}")
        .post(quarantine + "/redrive")
        .then()
        .statusCode(202)
        .body("requested", equalTo(sent.get()));
  }

  @Test
  void aCommandOfAnUnknownKindIsKeptWhole() {
    send(Topic.COMMANDS, Command.TYPE, "{\"kind\":\"of-a-later-version\"}", workspace.id());
    String id = keptAs(Topic.COMMANDS, Command.TYPE);
    workspace
        .reader()
        .get(quarantine + "/" + id)
        .then()
        .body("message.kind", equalTo("of-a-later-version"));
  }

  @Test
  void reasonsAreCounted() {
    workspace.viewer().get(quarantine + "/reasons").then().body("data", hasSize(0));
    send(Topic.COMMANDS, NEWER, VALUE, workspace.id());
    send(Topic.ROWS, NEWER, VALUE, workspace.id());
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .viewer()
                .get(quarantine + "/reasons")
                .then()
                .statusCode(200)
                .body("data.reason", contains("unknown"))
                .body("data.count", contains(2)));
  }

  @Test
  void aMessageOfNoWorkspaceIsCountedForWhoeverOperates() {
    send(Topic.COMMANDS, NEWER, VALUE, "");
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() -> assertThat(ofNoWorkspace()).isPositive());
  }

  @Test
  void whatTheServiceCouldNotReadOfDefinitionsIsMeasured() {
    given()
        .get(management.resolve("/q/metrics"))
        .then()
        .body(containsString("tributary_definitions_passed_over{topic=\"workspaces\"}"))
        .body(containsString("tributary_definitions_passed_over{topic=\"models\"}"));
  }

  private double ofNoWorkspace() {
    String metric =
        "tributary_quarantine_waiting{scope=\"installation\",service=\"identity-resolution\"} ";
    return given()
        .get(management.resolve("/q/metrics"))
        .asString()
        .lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
        .sum();
  }

  /** The id in quarantine of the only message there. */
  private String keptAs(Topic topic, String type) {
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .viewer()
                .get(quarantine)
                .then()
                .statusCode(200)
                .body("data.topic", contains(topic.topicName()))
                .body("data.type", contains(type))
                .body("data.reason", contains("unknown"))
                .body("data.whole", contains(true)));
    return workspace.viewer().get(quarantine).path("data[0].id");
  }

  private void awaitRedrive(Topic topic, String id) {
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() -> {
          // A partition looks for redrives once a second, with a poll; here is no ticker.
          send(topic, NEWER, VALUE, workspace.id());
          workspace
              .viewer()
              .get(quarantine + "/" + id)
              .then()
              .body("quarantined.state", equalTo("waiting"))
              .body("quarantined.redrives", equalTo(1));
        });
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .viewer()
                .queryParam("limit", 200)
                .get(quarantine)
                .then()
                .body("data", hasSize(sent.get())));
  }

  /** With one key, so that all stand in one partition. */
  private void send(Topic topic, String type, String value, String of) {
    String id = "msg_" + sent.incrementAndGet();
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 10_000)) {
      producer.send(
          Topics.toRecord(
              Message.of(
                  topic,
                  workspace.id(),
                  value.getBytes(StandardCharsets.UTF_8),
                  new MessageHeaders(id, type, new WorkspaceId(of), id, Instant.now(), null))));
    }
  }
}
