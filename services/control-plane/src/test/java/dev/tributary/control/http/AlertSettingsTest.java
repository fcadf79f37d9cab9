package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where alerts go, over REST. */
@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class AlertSettingsTest {
  private static final String SECRET = "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cyE=";
  private static final String SLACK = "https://hooks.slack.example/services/T0/B0/secret";

  private Api admin = Api.withToken("");
  private String path = "";
  private WorkspaceId workspace = new WorkspaceId("");

  @BeforeEach
  void workspace() {
    String key = "alerts-" + UUID.randomUUID().toString().substring(0, 8);
    JsonNode made =
        Api.installation()
            .post(
                "/api/v1/workspaces",
                "{\"key\":\"%s\",\"name\":\"Alerts\",\"kind\":\"test\"}".formatted(key))
            .json();
    workspace = new WorkspaceId(made.path("id").asText());
    JsonNode client = made.path("apiClient");
    admin = Api.of(client.path("clientId").asText(), client.path("secret").asText());
    path = "/api/v1/workspaces/" + key;
  }

  private Answer put(String body) {
    return admin.put(path + "/alert-settings", body);
  }

  @Test
  void secretsAreNeverShownAgainAndStayWhereTheyAreLeftOut() {
    String saved =
        """
        {"emails": ["ops@shop.example"], "slack": {"url": "%s"},
         "webhook": {"url": "https://10.0.0.1/alerts", "signingSecret": "%s"}}\
        """
            .formatted(SLACK, SECRET);
    assertThat(put(saved).status()).isEqualTo(200);
    JsonNode shown = admin.get(path + "/alert-settings").json();
    assertThat(shown.toString()).doesNotContain(SECRET).doesNotContain("services/T0");
    assertThat(shown.path("slack").asBoolean()).isTrue();
    assertThat(shown.path("webhook").path("url").asText()).isEqualTo("https://10.0.0.1/alerts");
    assertThat(shown.path("silentGaps").asInt()).isEqualTo(5);
    assertThat(shown.path("emailAvailable").asBoolean()).isFalse();

    Answer again =
        put("{\"slack\": {}, \"webhook\": {\"url\": \"https://10.0.0.1/b\"}, \"silentGaps\": 7}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("slack").asBoolean()).isTrue();
    assertThat(again.json().path("silentGaps").asInt()).isEqualTo(7);
    assertThat(put("{}").json().path("slack").asBoolean()).isFalse();
    List<AdministrationEntry> recorded =
        RecordedAdministration.await(
            TestInfrastructure.kafka().bootstrapServers(), workspace, "putAlertSettings", 3);
    assertThat(recorded).hasSize(3);
    assertThat(recorded.getFirst().changes())
        .contains(FieldChange.secret("/slackUrl"), FieldChange.secret("/webhook/signingSecret"));
    assertThat(recorded.toString()).doesNotContain(SECRET, "services/T0", "v1.");
  }

  @Test
  void addressesAreHiddenWithoutTheRightToPersonalDataAndStayIfARequestLeavesThemOut() {
    put("{\"emails\": [\"ops@shop.example\", \"on-call@shop.example\"]}");
    JsonNode created =
        admin.post(path + "/api-clients", "{\"name\":\"blind\",\"role\":\"admin\"}").json();
    Api blind = Api.of(created.path("clientId").asText(), created.path("secret").asText());
    JsonNode hidden = blind.get(path + "/alert-settings").json();
    assertThat(hidden.path("emails").isNull()).isTrue();
    assertThat(hidden.path("emailCount").asInt()).isEqualTo(2);

    JsonNode changed = blind.put(path + "/alert-settings", "{\"silentGaps\": 7}").json();
    assertThat(changed.path("silentGaps").asInt()).isEqualTo(7);
    assertThat(changed.toString()).doesNotContain("@shop.example");
    assertThat(admin.get(path + "/alert-settings").json().path("emails").valueStream())
        .extracting(JsonNode::asText)
        .containsExactly("ops@shop.example", "on-call@shop.example");

    JsonNode emptied = put("{\"emails\": []}").json();
    assertThat(emptied.path("emails")).isEmpty();
    assertThat(emptied.path("emailCount").asInt()).isZero();
  }

  @Test
  void whatIsWrongIsNamedByItsPlace() {
    Answer refused =
        put(
            """
            {"emails": ["ops@shop.example", "two words"], "slack": {}, "silentGaps": 1,
             "webhook": {"url": "ftp://x", "signingSecret": "secret"}, "failureShare": 0}\
            """);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/emails/1",
            "/slack/url",
            "/webhook/url",
            "/webhook/signingSecret",
            "/silentGaps",
            "/failureShare");
  }

  @Test
  void aNewAddressWithHttpIsRefusedWithTheSettingThatAllowsIt() {
    Answer refused =
        put(
            """
            {"slack": {"url": "http://1.1.1.1/services"},
             "webhook": {"url": "http://1.1.1.1/alerts", "signingSecret": "%s"}}\
            """
                .formatted(SECRET));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/slack/url", "/webhook/url");
    assertThat(refused.json().path("errors").findValuesAsText("detail"))
        .allMatch(detail -> detail.contains("TRIBUTARY_EGRESS_ALLOW"));
  }

  @Test
  void aTestSaysWhatCameOfItAndReachesNoInternalAddress() {
    assertThat(test("webhook").status()).isEqualTo(409);
    put(
        """
        {"emails": ["ops@shop.example"],
         "webhook": {"url": "https://10.0.0.1/alerts", "signingSecret": "%s"}}\
        """
            .formatted(SECRET));
    JsonNode refused = test("webhook").json();
    assertThat(refused.path("delivered").asBoolean()).isFalse();
    assertThat(refused.path("said").asText()).contains("does not lead to the public internet");
    assertThat(test("email").json().path("said").asText()).contains("no mail server");
    assertThat(test("pigeon").status()).isEqualTo(422);
  }

  @Test
  void aWorkspaceSendsAFewTestsAndThenOneAMinute() {
    put(
        """
        {"webhook": {"url": "https://10.0.0.1/alerts", "signingSecret": "%s"}}\
        """
            .formatted(SECRET));
    List<Integer> statuses =
        IntStream.range(0, 8).mapToObj(i -> test("webhook").status()).distinct().toList();
    assertThat(statuses).containsExactly(200, 429);
    Answer refused = test("webhook");
    assertThat(refused.code()).isEqualTo("rate-limited");
    String seconds = refused.header("Retry-After");
    assertThat(Integer.parseInt(seconds)).isBetween(1, 60);
    assertThat(refused.json().path("detail").asText())
        .contains("one test a minute", "in %s s".formatted(seconds));
    String first = path;
    workspace();
    assertThat(path).isNotEqualTo(first);
    put(
        "{\"webhook\": {\"url\": \"https://10.0.0.1/a\", \"signingSecret\": \"%s\"}}"
            .formatted(SECRET));
    assertThat(test("webhook").status()).as("another workspace has its own").isEqualTo(200);
  }

  private Answer test(String channel) {
    return admin.post(path + "/alert-settings/test", "{\"channel\":\"" + channel + "\"}");
  }

  @Test
  void viewersSeeAlertsAndOnlyAdminsWhereTheyGo() {
    JsonNode created =
        admin.post(path + "/api-clients", "{\"name\":\"viewer\",\"role\":\"viewer\"}").json();
    Api viewer = Api.of(created.path("clientId").asText(), created.path("secret").asText());
    assertThat(viewer.get(path + "/alerts").status()).isEqualTo(200);
    assertThat(viewer.get(path + "/alerts?state=gone").status()).isEqualTo(400);
    assertThat(viewer.get(path + "/alert-settings").status()).isEqualTo(403);
    assertThat(viewer.put(path + "/alert-settings", "{}").status()).isEqualTo(403);
    assertThat(viewer.post(path + "/alert-settings/test", "{}").status()).isEqualTo(403);
  }
}
