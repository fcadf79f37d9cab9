package dev.tributary.control.http;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.control.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Instant;
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
