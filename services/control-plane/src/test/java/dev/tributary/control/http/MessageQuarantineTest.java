package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.UnknownMessage;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.control.TestWorkspace;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.quarantine.MessageQuarantine;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Messages that no channel of this version knows are kept whole, and are listed and redriven over
 * REST. They do not stop the channel.
 */
@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class MessageQuarantineTest {
  private static final String NEWER = "dev.tributary.of-a-later-version.v9";
  private static final String VALUE = "{\"email\":\"ann@example.com\"}";

  @Inject MessageQuarantine kept;

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  private TestWorkspace workspace;
  private String quarantine;

  @BeforeEach
  void aWorkspace() {
    workspace = new TestWorkspace();
    quarantine = workspace.path("/quarantine/control-plane");
  }

  @ParameterizedTest
  @EnumSource(names = {"READS", "AUDIT"})
  void aMessageOfAnUnknownTypeIsKeptWholeAndCanBeRedriven(Topic topic) {
    workspace.message(topic, "msg_1", NEWER, VALUE);
    awaitOne(topic, NEWER, "unknown");
    String id = workspace.viewer().get(quarantine).path("data[0].id");
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
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .viewer()
                .get(quarantine + "/" + id)
                .then()
                .body("quarantined.state", equalTo("waiting"))
                .body("quarantined.redrives", equalTo(1)));
    workspace
        .admin()
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"unknown\"}")
        .post(quarantine + "/redrive")
        .then()
        .statusCode(202)
        .body("requested", equalTo(1));
  }

  @Test
  void anUnreadableMessageDoesNotStopTheChannel() {
    workspace.message(Topic.READS, "msg_1", PersonalDataRead.TYPE, "{");
    workspace.read("msg_2", "readProfile", Instant.now(), new ProfileId("prf_1"));
    awaitOne(Topic.READS, PersonalDataRead.TYPE, "failed");
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .admin()
                .get(workspace.path("/audit?actor=eve"))
                .then()
                .body("data.operation", contains("readProfile")));
    workspace
        .viewer()
        .get(quarantine + "/reasons")
        .then()
        .statusCode(200)
        .body("data.reason", contains("failed"))
        .body("data.count", contains(1));
  }

  /** As during an upgrade: an instance of the version before could not read the message. */
  @Test
  void aMessageThatAnEarlierVersionDidNotKnowOpensAnAlertAndIsRedrivenByItself()
      throws SQLException {
    everyServiceAnswers();
    workspace.message(Topic.READS, "msg_1", NEWER, VALUE);
    awaitOne(Topic.READS, NEWER, "unknown");
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .viewer()
                .get(workspace.path("/alerts"))
                .then()
                .body("data.kind", hasItem("set-aside"))
                .body("data.headline", hasItem(containsString("1 input is in quarantine"))));

    kept.keep(read("msg_2"), UnknownMessage.ofType(PersonalDataRead.TYPE));
    noReads();
    triedBefore("msg_2");

    awaitReads(1);
    awaitOne(Topic.READS, NEWER, "unknown");
  }

  @Test
  void aMessageThatCanBeAppliedNowIsRedrivenOnRequest() throws SQLException {
    kept.keep(read("msg_1"), new IllegalStateException("As if the store refused it"));
    awaitOne(Topic.READS, PersonalDataRead.TYPE, "failed");
    String id = workspace.viewer().get(quarantine).path("data[0].id");
    noReads();
    workspace.admin().post(quarantine + "/" + id + "/redrive").then().statusCode(202);
    awaitReads(1);
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .viewer()
                .get(quarantine + "?state=redriven")
                .then()
                .body("data.id", contains(id))
                .body("data.redrives", contains(1)));
  }

  /** The alert needs the facts of the other services too. */
  private void everyServiceAnswers() {
    ControlPlaneFixture.services()
        .prepare(
            "/internal/facts",
            "{\"workspaces\":{\"%s\":{\"facts\":[]}}}".formatted(workspace.id()));
  }

  private Input read(String message) {
    PersonalDataRead read =
        new PersonalDataRead(
            workspace.id(),
            "sub-eve",
            "eve",
            "readProfile",
            List.of(new ProfileId("prf_1")),
            null,
            Instant.now());
    return new Input(
        new TopicPartition(Topic.READS.topicName(), 0),
        Math.abs(workspace.id().hashCode()),
        message.getBytes(StandardCharsets.UTF_8),
        Json.write(read),
        new MessageHeaders(
                message, PersonalDataRead.TYPE, workspace.id(), message, Instant.now(), null)
            .toHeaders());
  }

  /** As another instance has kept it. */
  private void triedBefore(String message) throws SQLException {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update quarantined_message set tried_by = 'another instance'"
                    + " where workspace = ? and message_id = ?")) {
      statement.setString(1, workspace.id().value());
      statement.setString(2, message);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private void noReads() {
    workspace.admin().get(workspace.path("/audit?actor=eve")).then().body("data", hasSize(0));
  }

  private void awaitReads(int reads) {
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .admin()
                .get(workspace.path("/audit?actor=eve"))
                .then()
                .statusCode(200)
                .body("data.reads.sum()", equalTo(reads)));
  }

  private void awaitOne(Topic topic, String type, String reason) {
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .viewer()
                .get(quarantine)
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data.topic", contains(topic.topicName()))
                .body("data.type", contains(type))
                .body("data.reason", contains(reason))
                .body("data.whole", contains(true)));
  }
}
