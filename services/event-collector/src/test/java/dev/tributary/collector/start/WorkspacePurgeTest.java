package dev.tributary.collector.start;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.collector.WrittenLog;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The running service purges a workspace when the topic of workspaces says that it is deleted. */
@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class WorkspacePurgeTest {
  private static final WorkspaceId DELETED = new WorkspaceId("wsp_deleted");
  private static final WorkspaceId KEPT = new WorkspaceId("wsp_kept");
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TestHTTPResource(management = true)
  URI management;

  @Inject ServiceToken token;

  @Test
  void aSourceOfADeletedWorkspaceGetsATombstoneAndThatOfAnotherWorkspaceStays() {
    CollectorFixture.postgres();
    String deleted = createSource(DELETED);
    String kept = createSource(KEPT);
    await().atMost(BOUND).until(() -> newestSources().keySet().containsAll(Set.of(deleted, kept)));

    CollectorFixture.publishDeleted(DELETED);
    await().atMost(BOUND).until(() -> purged(DELETED));
    Map<String, Optional<String>> newest = newestSources();
    assertThat(newest.get(deleted)).as("the source of the deleted workspace").isEmpty();
    assertThat(newest.get(kept)).as("the source of the other workspace").isPresent();
  }

  private static Map<String, Optional<String>> newestSources() {
    return WrittenLog.newest(Topic.SOURCES);
  }

  /** Returns the id of the source. */
  private static String createSource(WorkspaceId workspace) {
    String sources = "/api/v1/workspaces/" + workspace + "/sources";
    CollectorFixture.publishWorkspace(workspace);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> as(workspace, "viewer").get(sources).then().statusCode(200));
    return as(workspace, "engineer")
        .header("Idempotency-Key", "purge")
        .contentType(ContentType.JSON)
        .body(Map.of("key", "shop", "name", "Shop"))
        .post(sources)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** The question of the gateway, until each service has purged the workspace. */
  private boolean purged(WorkspaceId workspace) {
    return given()
            .header(ServiceToken.HEADER, token.value())
            .get(management.resolve("/internal/purges?workspace=" + workspace))
            .then()
            .statusCode(200)
            .extract()
            .path("purgedAt")
        != null;
  }

  private static RequestSpecification as(WorkspaceId workspace, String role) {
    return given().auth().oauth2(TokenIssuer.shared().member(workspace.value(), role));
  }
}
