package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.audit.WholeTopic;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The running service purges a workspace when the topic of workspaces says that it is deleted. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class WorkspacePurgeTest {
  private static final WorkspaceId DELETED = new WorkspaceId("wsp_deleted");
  private static final WorkspaceId KEPT = new WorkspaceId("wsp_kept");

  @Test
  void aDestinationOfADeletedWorkspaceGetsATombstoneAndThatOfAnotherWorkspaceStays() {
    String deleted = destination(DELETED);
    String kept = destination(KEPT);
    Log.deletedWorkspace(DELETED);
    await().atMost(BOUND).until(() -> tombstones().contains(deleted));
    assertThat(tombstones()).doesNotContain(kept);
  }

  private static Set<String> tombstones() {
    return WholeTopic.tombstones(
        System.getProperty(DestinationsEnvironment.KAFKA), Topic.DESTINATIONS);
  }

  /** Returns the id of a new destination. */
  private static String destination(WorkspaceId workspace) {
    Log.workspace(workspace.value());
    return await()
        .atMost(BOUND)
        .until(
            () ->
                given()
                    .auth()
                    .oauth2(TokenIssuer.shared().memberWithPersonalData(workspace.value(), "admin"))
                    .header("Idempotency-Key", "purge")
                    .contentType(ContentType.JSON)
                    .body(Api.hook("https://example.org/hook"))
                    .post("/api/v1/workspaces/" + workspace + "/destinations"),
            created -> created.statusCode() == 201)
        .path("id");
  }
}
