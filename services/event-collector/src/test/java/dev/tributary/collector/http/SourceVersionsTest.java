package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a source was, and how an earlier version comes back. */
@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class SourceVersionsTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_source_versions");
  private static final String SOURCES = "/api/v1/workspaces/" + WORKSPACE + "/sources";

  @BeforeEach
  void aWorkspaceIsKnown() {
    CollectorFixture.postgres();
    CollectorFixture.publishWorkspace(WORKSPACE);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> as("viewer").get(SOURCES).then().statusCode(200));
  }

  @Test
  void aRestoredSourceKeepsItsPresentWriteKeys() {
    as("engineer")
        .contentType(ContentType.JSON)
        .body(Map.of("key", "web", "name", "Web", "eventsPerSecond", 5))
        .post(SOURCES)
        .then()
        .statusCode(201);
    as("engineer").post(SOURCES + "/web/write-keys").then().statusCode(201);
    as("engineer")
        .contentType(MergePatch.MEDIA_TYPE)
        .body(Map.of("name", "Site", "eventsPerSecond", 7))
        .patch(SOURCES + "/web")
        .then()
        .statusCode(200);
    String versions =
        as("viewer")
            .get(SOURCES + "/web/versions")
            .then()
            .statusCode(200)
            .body("data.version", contains(3, 2, 1))
            .body("data.content.eventsPerSecond", contains(7, 5, 5))
            .body("data.changedBy.name[0]", equalTo("sub-engineer@example.test"))
            .extract()
            .asString();
    assertThat(versions).doesNotContain("hash").doesNotContain("writeKeys");
    as("viewer").post(SOURCES + "/web/versions/1/restore").then().statusCode(403);
    as("engineer")
        .post(SOURCES + "/web/versions/1/restore")
        .then()
        .statusCode(200)
        .body("name", equalTo("Web"))
        .body("eventsPerSecond", equalTo(5))
        .body("writeKeys", hasSize(2))
        .header("ETag", equalTo("\"4\""));
    assertThat(restoration().changes())
        .contains(FieldChange.open("/restoredVersion", null, IntNode.valueOf(1)))
        .extracting(FieldChange::field)
        .contains("/eventsPerSecond");
  }

  private static AdministrationEntry restoration() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                RecordedAdministration.of(CollectorFixture.bootstrapServers(), WORKSPACE).stream()
                    .filter(entry -> entry.act().operation().equals("restoreSource"))
                    .filter(entry -> entry.result().outcome() == Outcome.DONE)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static RequestSpecification as(String role) {
    return given().auth().oauth2(TokenIssuer.shared().member(WORKSPACE.value(), role));
  }
}
