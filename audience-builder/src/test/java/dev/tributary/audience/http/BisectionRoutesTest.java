package dev.tributary.audience.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.audience.kafka.ProfilesLog;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@link BisectionTest} over the routes: two workspaces that differ in nothing but the hidden
 * traits of one person answer alike to a caller who may not see these traits. Destinations have the
 * funnel, where every audience counts as hidden.
 */
@QuarkusTest
@QuarkusTestResource(AudienceEnvironment.class)
class BisectionRoutesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** So few that each rounded number is “fewer than 50”, with the noise too. */
  private static final int PEOPLE = 30;

  private static final Map<String, Object> ALONE = condition("town", "equals", "Alone");
  private static final Map<String, Object> EVERYBODY =
      Map.of("trait", "town", "operator", "exists");

  /** The target alone meets each of the first five in one of the workspaces only. */
  private static final Map<String, Map<String, Object>> QUESTIONS =
      Map.of(
          "guess", all(ALONE, condition("code", "startsWith", "7")),
          "wrong", all(ALONE, condition("code", "startsWith", "1")),
          "known", all(ALONE, Map.of("trait", "tax", "operator", "exists")),
          "unknown", all(ALONE, Map.of("trait", "tax", "operator", "unknown")),
          "sensitive", all(ALONE, Map.of("trait", "faith", "operator", "exists")),
          "either", Map.of("any", List.of(condition("code", "startsWith", "7"), ALONE)),
          "absent", Map.of("none", List.of(Map.of("trait", "tax", "operator", "exists"))));

  private static Instant now = Instant.parse("2026-11-20T12:00:00Z");

  private final WorkspaceId one = workspace();
  private final WorkspaceId other = workspace();
  private final Map<WorkspaceId, Map<String, String>> ids = new HashMap<>();
  private ProfilesLog log;

  @BeforeEach
  void twoWorkspacesThatDifferInTheHiddenTraitsOfOnePerson() {
    log = new ProfilesLog(System.getProperty(AudienceEnvironment.KAFKA));
    fill(one, Map.of("code", "7351904826", "tax", "1", "faith", "Quaker"));
    fill(other, Map.of("code", "1648203975"));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void noRouteTellsWhatIsTrueOfOnePerson() {
    Map<String, String> first = answers(one, true);
    Map<String, String> second = answers(other, true);
    first.forEach((way, answer) -> assertThat(answer).as(way).isEqualTo(second.get(way)));

    Map<String, String> exact = answers(one, false);
    Map<String, String> exactly = answers(other, false);
    Set<String> telling = new HashSet<>();
    exact.forEach((way, answer) -> {
      if (!answer.equals(exactly.get(way))) {
        telling.add(way.substring(way.indexOf(' ') + 1));
      }
    });
    assertThat(telling)
        .as("ways that tell callers who may see the traits")
        .contains("preview", "change", "audience", "members", "explain", "audiences", "traits");
  }

  /** The answers in all ways, without what differs between any two workspaces. */
  private Map<String, String> answers(WorkspaceId workspace, boolean blind) {
    String root = "/api/v1/workspaces/" + workspace;
    Map<String, String> answers = new LinkedHashMap<>();
    QUESTIONS.forEach((key, rule) -> {
      String audience = root + "/audiences/" + key;
      Map<String, Response> asked = new LinkedHashMap<>();
      asked.put("preview", preview(workspace, blind, Map.of("rule", rule, "overlaps", true)));
      asked.put("change", preview(workspace, blind, Map.of("rule", EVERYBODY, "audience", key)));
      asked.put("named", preview(workspace, blind, Map.of("rule", Map.of("audience", key))));
      asked.put("audience", caller(workspace, blind).get(audience));
      asked.put("sizes", caller(workspace, blind).get(audience + "/sizes"));
      asked.put("members", caller(workspace, blind).get(audience + "/members"));
      asked.put(
          "explain", caller(workspace, blind).get(audience + "/explain/" + profile(workspace, 0)));
      asked.forEach((way, answer) ->
          answers.put(key + " " + way, answer.statusCode() + bare(workspace, answer)));
    });
    for (String path :
        List.of(
            "/audiences",
            "/audience-trends",
            "/profiles/" + profile(workspace, 0) + "/audiences")) {
      answers.put(
          path.replace(workspace.value(), "wsp") + " " + path.substring(path.lastIndexOf('/') + 1),
          bare(workspace, caller(workspace, blind).get(root + path)));
    }
    answers.put(
        "catalogue traits",
        bare(workspace, caller(workspace, blind).get(root + "/catalogue/traits")));
    for (String trait : List.of("code", "tax", "faith")) {
      answers.put(
          trait + " values",
          bare(
              workspace,
              caller(workspace, blind)
                  .body(Map.of("trait", trait))
                  .post(root + "/catalogue/values")));
    }
    return answers;
  }

  private static Response preview(WorkspaceId workspace, boolean blind, Map<String, Object> body) {
    return caller(workspace, blind)
        .body(body)
        .post("/api/v1/workspaces/" + workspace + "/audiences/preview");
  }

  private String bare(WorkspaceId workspace, Response answer) {
    String body = answer.asString().replace(workspace.value(), "wsp");
    for (Map.Entry<String, String> each : ids.get(workspace).entrySet()) {
      body = body.replace(each.getValue(), each.getKey());
    }
    return body.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "time")
        .replaceAll("\"requestId\":\"[^\"]*\"", "");
  }

  private void fill(WorkspaceId workspace, Map<String, String> ofTarget) {
    log.define(
        Topic.WORKSPACES,
        workspace,
        workspace.value(),
        1,
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL"));
    log.classify(workspace, "town", 1, Classification.HARMLESS);
    log.classify(workspace, "faith", 1, Classification.SENSITIVE);
    String root = "/api/v1/workspaces/" + workspace;
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            preview(workspace, true, Map.of("rule", EVERYBODY))
                .then()
                .statusCode(200)
                .body("approximate", equalTo(null)));
    for (int i = 1; i < PEOPLE; i++) {
      Map<String, String> traits =
          Map.of("town", "Town " + i % 2, "code", "5" + i, "tax", "2", "faith", "none");
      person(workspace, i, i == 1 ? traits : only(traits, "town", "code"));
    }
    Map<String, String> target = new HashMap<>(ofTarget);
    target.put("town", "Alone");
    person(workspace, 0, target);
    Map<String, String> created = new HashMap<>();
    QUESTIONS.forEach((key, rule) ->
        created.put(
            key,
            caller(workspace, false)
                .body(Map.of("key", key, "name", key, "rule", rule, "allowUnknownTraits", true))
                .post(root + "/audiences")
                .then()
                .statusCode(201)
                .extract()
                .path("id")));
    ids.put(workspace, created);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          tick();
          for (String key : QUESTIONS.keySet()) {
            caller(workspace, false)
                .get(root + "/audiences/" + key)
                .then()
                .body("state.stage", equalTo("on"));
          }
          caller(workspace, false)
              .get(root + "/catalogue/traits")
              .then()
              .body("data.name", hasItems("town", "code", "tax", "faith"))
              .body("data.find { it.name == 'town' }.people", equalTo(PEOPLE));
          preview(workspace, true, Map.of("rule", EVERYBODY)).then().body("count", equalTo(PEOPLE));
        });
  }

  /** The id of a profile is unique in the installation. */
  private static String profile(WorkspaceId workspace, int number) {
    return "prf_" + number + "_" + workspace;
  }

  private void person(WorkspaceId workspace, int number, Map<String, String> traits) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    traits.forEach((name, value) -> values.put(name, new TextNode(value)));
    log.person(workspace, new ProfileId(profile(workspace, number)), 1, values, null);
  }

  private void tick() {
    now = now.plusMillis(250);
    log.tick(now, Map.of());
  }

  private static Map<String, String> only(Map<String, String> traits, String... names) {
    Map<String, String> some = new HashMap<>(traits);
    some.keySet().retainAll(List.of(names));
    return some;
  }

  private static Map<String, Object> condition(String trait, String operator, String value) {
    return Map.of("trait", trait, "operator", operator, "value", value);
  }

  @SafeVarargs
  private static Map<String, Object> all(Map<String, Object>... conditions) {
    return Map.of("all", List.of(conditions));
  }

  private static WorkspaceId workspace() {
    return new WorkspaceId("wsp_" + UUID.randomUUID().toString().substring(0, 8));
  }

  private static RequestSpecification caller(WorkspaceId workspace, boolean blind) {
    TokenIssuer tokens = TokenIssuer.shared();
    return given()
        .auth()
        .oauth2(
            blind
                ? tokens.member(workspace.value(), "marketer")
                : tokens.memberWithPersonalData(workspace.value(), "marketer"))
        .contentType(ContentType.JSON);
  }
}
