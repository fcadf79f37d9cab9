package dev.tributary.control.http;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.keycloak.TestKeycloak;
import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class WorkspaceTest {
  static JsonNode create(String key) {
    Answer answer =
        Api.installation().post("/api/v1/workspaces", "{\"key\":\"%s\"}".formatted(key));
    assertThat(answer.status()).describedAs(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  static Api admin(JsonNode workspace) {
    JsonNode client = workspace.path("apiClient");
    return Api.of(client.path("clientId").asText(), client.path("secret").asText());
  }

  static String freshKey() {
    return "ws-" + UUID.randomUUID();
  }

  @Test
  void aNewWorkspaceComesWithAClientThatMayDoEverythingInIt() {
    String key = freshKey();
    JsonNode created = create(key);

    assertThat(created.path("id").asText()).startsWith("wsp_");
    assertThat(created.path("kind").asText()).isEqualTo("production");
    assertThat(created.path("timezone").asText()).isEqualTo("UTC");
    Api admin = admin(created);
    assertThat(admin.get("/api/v1/workspaces/" + key).json().path("id"))
        .isEqualTo(created.path("id"));
    assertThat(admin.get("/api/v1/workspaces").json().path("data")).hasSize(1);
    assertThat(admin.get("/api/v1/workspaces/" + key).json().has("apiClient")).isFalse();
  }

  @Test
  void aKeyIsTakenOnce() {
    String key = freshKey();
    create(key);
    Answer again = Api.installation().post("/api/v1/workspaces", "{\"key\":\"%s\"}".formatted(key));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("key-taken");
  }

  @Test
  void aRepeatUnderAnIdempotencyKeyGetsTheSameAnswer() {
    String body = "{\"key\":\"%s\"}".formatted(freshKey());
    String promise = UUID.randomUUID().toString();
    JsonNode first =
        Api.installation().post("/api/v1/workspaces", body, "Idempotency-Key", promise).json();
    Answer second = Api.installation().post("/api/v1/workspaces", body, "Idempotency-Key", promise);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json()).isEqualTo(first);
    assertThat(admin(second.json()).get("/api/v1/workspaces").status()).isEqualTo(200);
  }

  @Test
  void settingsChangeByMergePatchUnderTheirVersion() {
    JsonNode created = create(freshKey());
    Api admin = admin(created);
    String path = "/api/v1/workspaces/" + created.path("id").asText();
    Answer changed = admin.patch(path, "{\"timezone\":\"Europe/Amsterdam\"}", "If-Match", "\"1\"");
    assertThat(changed.json().path("timezone").asText()).isEqualTo("Europe/Amsterdam");
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(admin.patch(path, "{\"name\":\"X\"}", "If-Match", "\"1\"").status()).isEqualTo(412);
    Answer kind = admin.patch(path, "{\"kind\":\"test\"}");
    assertThat(kind.status()).isEqualTo(422);
    assertThat(kind.json().path("errors").get(0).path("pointer").asText()).isEqualTo("/kind");
    assertThat(admin.patch(path, "{\"colour\":\"red\"}").status()).isEqualTo(422);
    assertThat(admin.patch(path, "{\"timezone\":\"Mars/Base\"}").status()).isEqualTo(422);
  }

  @Test
  void onlyTheInstallationsAdminCreatesWorkspaces() {
    Api admin = admin(create(freshKey()));
    Answer refused = admin.post("/api/v1/workspaces", "{\"key\":\"other\"}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("forbidden");
  }

  @Test
  void anotherWorkspaceLooksLikeNone() {
    Api admin = admin(create(freshKey()));
    JsonNode other = create(freshKey());
    for (String name : new String[] {"id", "key"}) {
      String path = "/api/v1/workspaces/" + other.path(name).asText();
      assertThat(admin.get(path).status()).isEqualTo(404);
      assertThat(admin.get(path + "/api-clients").status()).isEqualTo(404);
      assertThat(admin.get(path + "/api-clients").json().path("detail"))
          .hasToString(
              admin
                  .get(path.replace(other.path(name).asText(), "wsp_none") + "/api-clients")
                  .json()
                  .path("detail")
                  .toString()
                  .replace("wsp_none", other.path(name).asText()));
    }
  }

  @Test
  void aProgramsSecretIsReplacedWhileTheOldOneStillWorks() {
    JsonNode workspace = create(freshKey());
    String path = "/api/v1/workspaces/" + workspace.path("key").asText() + "/api-clients";
    Api admin = admin(workspace);
    JsonNode old = admin.post(path, "{\"name\":\"reports\",\"role\":\"viewer\"}").json();
    assertThat(old.path("expiresAt").isNull()).isTrue();
    String rotation = path + "/" + old.path("clientId").asText() + "/rotation";
    JsonNode fresh = admin.post(rotation, "{}").json();

    assertThat(fresh.path("name").asText()).isEqualTo("reports");
    assertThat(fresh.path("role").asText()).isEqualTo("viewer");
    for (JsonNode each : List.of(old, fresh)) {
      assertThat(api(each).get("/api/v1/workspaces").json().path("data")).hasSize(1);
    }
    JsonNode listed = admin.get(path).json().path("data");
    assertThat(listed.findValuesAsText("name")).containsExactly("admin", "reports", "reports");
    Instant oldEnds = Instant.parse(listed.get(1).path("expiresAt").asText());
    assertThat(oldEnds).isBetween(Instant.now().plus(6, DAYS), Instant.now().plus(7, DAYS));
    assertThat(listed.get(2).path("expiresAt").isNull()).isTrue();
    assertThat(admin.post(rotation, "{}").status()).isEqualTo(409);
    assertThat(admin.post(path, "{\"name\":\"reports\",\"role\":\"viewer\"}").status())
        .isEqualTo(409);
    assertThat(listed.get(2).path("lastUsedAt").isNull()).isTrue();
    Instant used = Instant.parse("2026-11-27T08:00:00Z");
    for (Instant each : List.of(used, used.minusSeconds(60))) {
      ControlPlaneFixture.report(
          new GatewayReport(List.of(), Map.of(fresh.path("clientId").asText(), each)));
    }
    assertThat(admin.get(path).json().at("/data/2/lastUsedAt").asText()).isEqualTo(used.toString());

    admin.delete(path + "/" + old.path("clientId").asText());
    assertThat(token(old)).isEmpty();
    assertThat(token(fresh)).isNotEmpty();
  }

  @Test
  void aClientThatHasExpiredGetsNoToken() {
    JsonNode workspace = create(freshKey());
    String path = "/api/v1/workspaces/" + workspace.path("key").asText() + "/api-clients";
    Api admin = admin(workspace);
    String body = "{\"name\":\"%s\",\"role\":\"viewer\",\"expiresAt\":\"%s\"}";
    Answer past = admin.post(path, body.formatted("late", Instant.now().minusSeconds(1)));
    assertThat(past.status()).isEqualTo(422);
    assertThat(past.json().at("/errors/0/pointer").asText()).isEqualTo("/expiresAt");
    JsonNode brief = admin.post(path, body.formatted("brief", Instant.now().plusSeconds(5))).json();
    await().atMost(Duration.ofSeconds(60)).until(() -> token(brief).isEmpty());
    JsonNode lasting =
        admin.post(path, body.formatted("lasting", Instant.now().plus(1, DAYS))).json();
    assertThat(token(lasting)).isNotEmpty();
  }

  /** Neither by creating, nor by rotating: Keycloak keeps clients that have expired. */
  @Test
  void aWorkspaceHasNoMoreProgramsAndInvitationsThanItsQuota() {
    JsonNode workspace = create(freshKey());
    String path = "/api/v1/workspaces/" + workspace.path("key").asText();
    Api admin = admin(workspace);
    String invitation = "{\"email\":\"somebody-%d@example.test\",\"role\":\"viewer\"}";
    String client = "{\"name\":\"c%d\",\"role\":\"viewer\"}";
    // The admin is the first of the clients.
    for (int i = 1; i < 12; i++) {
      assertThat(admin.post(path + "/api-clients", client.formatted(i)).status()).isEqualTo(201);
    }
    refusedByQuota(admin.post(path + "/api-clients", client.formatted(12)));
    String known = admin.get(path + "/api-clients").json().at("/data/1/clientId").asText();
    refusedByQuota(admin.post(path + "/api-clients/" + known + "/rotation", "{}"));
    for (int i = 0; i < 12; i++) {
      assertThat(admin.post(path + "/invitations", invitation.formatted(i)).status())
          .isEqualTo(201);
    }
    refusedByQuota(admin.post(path + "/invitations", invitation.formatted(12)));
    assertThat(admin.post(path + "/invitations", invitation.formatted(3)).status()).isEqualTo(201);
  }

  private static void refusedByQuota(Answer answer) {
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("quota-reached");
  }

  private static String token(JsonNode client) {
    return TestKeycloak.token(client.path("clientId").asText(), client.path("secret").asText());
  }

  private static Api api(JsonNode client) {
    return Api.of(client.path("clientId").asText(), client.path("secret").asText());
  }

  private static String subject(JsonNode client) {
    String token = token(client);
    String claims = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    return Json.read(Base64.getUrlDecoder().decode(claims), JsonNode.class).path("sub").asText();
  }

  @Test
  void everyMemberReadsTheNamesOfClientsByTheSubjectsOfTheirTokensAlsoAfterARotation() {
    JsonNode workspace = create(freshKey());
    String path = "/api/v1/workspaces/" + workspace.path("key").asText() + "/api-clients";
    Api admin = admin(workspace);
    JsonNode old = admin.post(path, "{\"name\":\"reports\",\"role\":\"viewer\"}").json();
    String subject = subject(old);

    JsonNode names = api(old).get(path + "/names").json().path("data");
    assertThat(names.findValuesAsText("name")).containsExactly("admin", "reports");
    assertThat(names.findValuesAsText("id"))
        .containsExactly(subject(workspace.path("apiClient")), subject);

    String rotation = path + "/" + old.path("clientId").asText() + "/rotation";
    JsonNode fresh = admin.post(rotation, "{}").json();
    JsonNode after = api(fresh).get(path + "/names").json().path("data");
    assertThat(after.findValuesAsText("name"))
        .containsExactly("admin", "reports", "reports", "reports");
    assertThat(after.findValuesAsText("id")).contains(subject, subject(old), subject(fresh));

    admin.delete(path + "/" + old.path("clientId").asText());
    JsonNode left = api(fresh).get(path + "/names").json().path("data");
    assertThat(left.findValuesAsText("id"))
        .contains(subject(fresh))
        .doesNotContain(subject)
        .hasSize(2);
  }

  @Test
  void clientsHoldTheRoleTheyWereGivenUntilTheyAreDeleted() {
    JsonNode workspace = create(freshKey());
    String path = "/api/v1/workspaces/" + workspace.path("key").asText();
    Api admin = admin(workspace);
    Answer created =
        admin.post(path + "/api-clients", "{\"name\":\"reports\",\"role\":\"viewer\"}");
    assertThat(created.status()).isEqualTo(201);
    String clientId = created.json().path("clientId").asText();
    Api viewer = Api.of(clientId, created.json().path("secret").asText());

    assertThat(viewer.get(path + "/alerts").status()).isEqualTo(200);
    assertThat(viewer.post(path + "/invitations", "{}").status()).isEqualTo(403);
    assertThat(viewer.get(path + "/api-clients").status()).isEqualTo(403);
    JsonNode listed = admin.get(path + "/api-clients").json().path("data");
    assertThat(listed.findValuesAsText("name")).containsExactly("admin", "reports");
    assertThat(listed.findValuesAsText("secret")).isEmpty();
    assertThat(
            admin.post(path + "/api-clients", "{\"name\":\"reports\",\"role\":\"admin\"}").status())
        .isEqualTo(409);

    assertThat(admin.delete(path + "/api-clients/" + clientId).status()).isEqualTo(204);
    assertThat(admin.delete(path + "/api-clients/" + clientId).status()).isEqualTo(404);
    assertThat(TestKeycloak.token(clientId, created.json().path("secret").asText())).isEmpty();
  }
}
