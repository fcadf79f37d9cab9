package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.keycloak.Realm;
import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class WorkspaceDeletionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final JsonNode workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
  private final Api admin = WorkspaceTest.admin(workspace);
  private final String id = workspace.path("id").asText();
  private final String path = "/api/v1/workspaces/" + id;

  private Answer delete() {
    return admin.delete(path + "?confirm=" + workspace.path("key").asText());
  }

  private void awaitHeld() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(admin.get(path + "/members").status()).isEqualTo(409));
  }

  @Test
  void theKeyMustBeRepeated() {
    assertThat(admin.delete(path).status()).isEqualTo(422);
    assertThat(admin.delete(path + "?confirm=another").status()).isEqualTo(422);
    assertThat(admin.get(path).json().has("heldSince")).isFalse();
  }

  @Test
  void aHeldWorkspaceAnswersNothingButItselfUntilItIsRestored() {
    Answer deleted = delete();
    assertThat(deleted.status()).isEqualTo(202);
    assertThat(deleted.json().path("state").asText()).isEqualTo("deleting");
    assertThat(Instant.parse(deleted.json().path("purgeAt").asText()))
        .isEqualTo(
            Instant.parse(deleted.json().path("deletedAt").asText()).plus(Duration.ofDays(7)));
    awaitHeld();
    assertThat(admin.get(path + "/members").code()).isEqualTo("workspace-held");
    assertThat(admin.patch(path, "{\"name\":\"X\"}").code()).isEqualTo("workspace-held");
    assertThat(admin.get(path).json().has("heldSince")).isTrue();
    assertThat(delete().json()).isEqualTo(deleted.json());
    String receipt = "/api/v1/workspace-deletions/" + deleted.json().path("id").asText();
    assertThat(admin.get(receipt).json()).isEqualTo(deleted.json());
    assertThat(Api.installation().get(receipt).status()).isEqualTo(200);
    Api other = WorkspaceTest.admin(WorkspaceTest.create(WorkspaceTest.freshKey()));
    assertThat(other.get(receipt).status()).isEqualTo(404);
    assertThat(other.get("/api/v1/workspace-deletions").json().path("data")).isEmpty();

    Answer restored = admin.post(path + "/restore", "");
    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.json().path("state").asText()).isEqualTo("restored");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(admin.get(path + "/members").status()).isEqualTo(200));
    assertThat(admin.post(path + "/restore", "").status()).isEqualTo(409);
  }

  @Test
  void afterTheHoldEverythingIsGoneAndTheReceiptStays() {
    String key = workspace.path("key").asText();
    ControlPlaneFixture.services().prepare("/internal/purges", "{\"purgedAt\":null}");
    String invitations = path + "/invitations";
    assertThat(Realm.hasGroupsOf(new WorkspaceId(id))).isTrue();
    assertThat(Realm.clients(key)).hasSize(1);
    admin.post(invitations, "{\"email\":\"ada@example.com\",\"role\":\"viewer\"}");
    String receipt = "/api/v1/workspace-deletions/" + delete().json().path("id").asText();
    assertThat(admin.put(path + "/clock", "{\"offset\":\"P7D\"}").status()).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          JsonNode purging = Api.installation().get(receipt).json();
          assertThat(purging.path("state").asText()).isEqualTo("purging");
          assertThat(purging.path("doneAt").has("gateway")).isTrue();
          assertThat(purging.path("doneAt").has("keycloak")).isTrue();
        });
    ControlPlaneFixture.services()
        .prepare("/internal/purges", "{\"purgedAt\":\"2026-01-02T03:04:05Z\"}");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(Api.installation().get(receipt).json().path("state").asText())
                .isEqualTo("purged"));
    JsonNode done = Api.installation().get(receipt).json();
    assertThat(done.path("doneAt").path("identity").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(done.path("doneAt")).hasSize(8);
    LocalDate purged =
        Instant.parse(done.path("purgedAt").asText()).atZone(ZoneOffset.UTC).toLocalDate();
    assertThat(LocalDate.parse(done.path("topicsExpireOn").asText()))
        .isEqualTo(purged.plusDays(38));
    assertThat(done.toString()).doesNotContain(key);
    assertThat(Api.installation().get(path).status()).isEqualTo(404);
    assertThat(Realm.hasGroupsOf(new WorkspaceId(id))).isFalse();
    assertThat(Realm.clients(key)).isEmpty();
    assertThat(WorkspaceTest.create(key).path("id").asText()).isNotEqualTo(id);
  }
}
