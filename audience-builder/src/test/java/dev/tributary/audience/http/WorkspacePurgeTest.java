package dev.tributary.audience.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.audience.kafka.ProfilesLog;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.audit.WholeTopic;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The running service purges a workspace when the topic of workspaces says that it is deleted. */
@QuarkusTest
@QuarkusTestResource(AudienceEnvironment.class)
class WorkspacePurgeTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final WorkspaceId DELETED = new WorkspaceId("wsp_deleted");
  private static final WorkspaceId KEPT = new WorkspaceId("wsp_kept");

  @Test
  void anAudienceOfADeletedWorkspaceGetsATombstoneAndThatOfAnotherWorkspaceStays() {
    try (ProfilesLog log = new ProfilesLog(kafka())) {
      String deleted = audience(log, DELETED);
      String kept = audience(log, KEPT);
      log.send(deletion(DELETED));
      await().atMost(BOUND).until(() -> tombstones().contains(deleted));
      assertThat(tombstones()).doesNotContain(kept);
    }
  }

  private static Set<String> tombstones() {
    return WholeTopic.tombstones(kafka(), Topic.AUDIENCES);
  }

  private static String kafka() {
    return System.getProperty(AudienceEnvironment.KAFKA);
  }

  /** Returns the id of a new audience. */
  private static String audience(ProfilesLog log, WorkspaceId workspace) {
    log.define(
        Topic.WORKSPACES,
        workspace,
        workspace.value(),
        1,
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "UTC", 0, List.of(), "NL"));
    Map<String, Object> rule = Map.of("trait", "plan", "operator", "equals", "value", "pro");
    return await()
        .atMost(BOUND)
        .until(
            () ->
                given()
                    .auth()
                    .oauth2(
                        TokenIssuer.shared().memberWithPersonalData(workspace.value(), "marketer"))
                    .header("Idempotency-Key", "purge")
                    .contentType(ContentType.JSON)
                    .body(
                        Map.of(
                            "key", "pro", "name", "Pro", "rule", rule, "allowUnknownTraits", true))
                    .post("/api/v1/workspaces/" + workspace + "/audiences"),
            created -> created.statusCode() == 201)
        .path("id");
  }

  private static Message deletion(WorkspaceId workspace) {
    String id = workspace.value();
    return Message.of(
        Topic.WORKSPACES,
        id,
        Json.write(
            new Definition(
                workspace, id, 2, id.replace('_', '-'), id, true, Json.MAPPER.createObjectNode())),
        new MessageHeaders("msg_2", Definition.TYPE, workspace, "msg_2", Instant.now(), null));
  }
}
