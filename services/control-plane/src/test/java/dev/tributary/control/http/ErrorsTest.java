package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class ErrorsTest {

  @Test
  void everyErrorIsAProblem() {
    JsonNode workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    Api api = WorkspaceTest.admin(workspace);
    String path = "/api/v1/workspaces/" + workspace.path("id").asText();
    problem(Api.withToken("").get(path), 401, "unauthenticated");
    problem(api.post(path + "/api-clients", "{"), 400, "malformed-json");
    problem(api.post(path + "/api-clients", "{\"colour\":1}"), 422, "invalid");
    problem(api.post(path + "/api-clients", "{}", "Content-Type", "text/plain"), 415, null);
    problem(api.get(path + "/api-clients", "Accept", "text/html"), 406, "not-acceptable");
    problem(api.post(path + "/api-clients", ""), 422, "invalid");
    problem(api.post(path + "/api-clients", "null"), 422, "invalid");
    problem(api.patch(path, ""), 422, "invalid");
    problem(api.patch(path, "[]"), 422, "invalid");
    problem(api.patch(path, "{\"colour\":1}"), 422, "invalid");
    assertThat(api.patch(path, "{\"colour\":1}").json().toString())
        .contains("\"/colour\"")
        .doesNotContain("dev.tributary.control");
    problem(api.get("/api/v1/workspaces?limit=many"), 400, "bad-parameter");
    problem(api.get("/api/v1/workspaces?limit=201"), 400, "bad-parameter");
  }

  private static void problem(Answer answer, int status, @Nullable String code) {
    assertThat(answer.status()).describedAs(answer.json().toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("requestId").asText()).isNotEmpty();
    if (code != null) {
      assertThat(answer.code()).isEqualTo(code);
    }
  }
}
