package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alert rules of objects, over REST. */
@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class AlertRulesTest {
  private static final String SECRET = "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cyE=";

  private Api admin = Api.withToken("");
  private String root = "";
  private String path = "";
  private WorkspaceId workspace = new WorkspaceId("");

  @BeforeEach
  void workspaceWithAnAudience() {
    String key = "rules-" + UUID.randomUUID().toString().substring(0, 8);
    JsonNode made =
        Api.installation()
            .post(
                "/api/v1/workspaces",
                "{\"key\":\"%s\",\"name\":\"Rules\",\"kind\":\"test\"}".formatted(key))
            .json();
    workspace = new WorkspaceId(made.path("id").asText());
    JsonNode client = made.path("apiClient");
    admin = Api.of(client.path("clientId").asText(), client.path("secret").asText());
    root = "/api/v1/workspaces/" + workspace;
    path = root + "/alert-rules";
    object("/audiences/vips", "{\"id\":\"aud_1\",\"name\":\"VIPs\",\"size\":7}");
    object("/audiences/aud_1", "{\"id\":\"aud_1\",\"name\":\"VIPs\",\"size\":7}");
  }

  private void object(String below, String body) {
    ControlPlaneFixture.services().prepare(root + below, body);
  }

  private static String rule(String kind, String object, long threshold, String more) {
    return "{\"name\":\"Watch it\",\"kind\":\"%s\",\"object\":\"%s\",\"threshold\":%d%s}"
        .formatted(kind, object, threshold, more);
  }

  private JsonNode created(String body) {
    Answer answer = admin.post(path, body);
    assertThat(answer.status()).describedAs(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  private Api client(String role) {
    JsonNode created =
        admin
            .post(
                root + "/api-clients",
                "{\"name\":\"%s-client\",\"role\":\"%s\"}".formatted(role, role))
            .json();
    return Api.of(created.path("clientId").asText(), created.path("secret").asText());
  }

  @Test
  void aRuleIsAddedChangedListedAndDeletedAndTheTrailHasEachStep() {
    JsonNode made = created(rule("size-below", "vips", 10, ""));
    String id = made.path("id").asText();
    assertThat(made.path("object").asText()).as("the id, not the key").isEqualTo("aud_1");
    assertThat(made.path("objectName").asText()).isEqualTo("VIPs");
    assertThat(made.path("objectKind").asText()).isEqualTo("audience");
    assertThat(made.path("enabled").asBoolean()).isTrue();
    assertThat(made.path("current").isNull()).isTrue();
    String disabled = rule("size-below", "aud_1", 10, ",\"enabled\":false");
    Answer changed = admin.put(path + "/" + id, disabled);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("enabled").asBoolean()).isFalse();
    assertThat(admin.get(path + "/" + id).json()).isEqualTo(changed.json());
    created(rule("size-change", "aud_1", 20, ""));
    assertThat(admin.get(path).json().path("data")).hasSize(2);
    assertThat(admin.get(path + "?object=aud_1").json().path("data")).hasSize(2);
    assertThat(admin.get(path + "?object=aud_2").json().path("data")).isEmpty();
    assertThat(admin.delete(path + "/" + id).status()).isEqualTo(204);
    assertThat(admin.delete(path + "/" + id).status()).isEqualTo(404);
    assertThat(admin.get(path + "/" + id).status()).isEqualTo(404);
    assertThat(admin.put(path + "/" + id, disabled).status()).isEqualTo(404);
    recorded("createAlertRule", 2);
    assertThat(recorded("putAlertRule", 1).getFirst().changes().toString()).contains("/enabled");
    recorded("deleteAlertRule", 1);
  }

  @Test
  void theVersionsOfARuleSayWhoChangedItAndOneIsRestored() {
    String id = created(rule("size-below", "vips", 10, "")).path("id").asText();
    String one = path + "/" + id;
    Api marketer = client("marketer");
    Api viewer = client("viewer");
    String changed =
        "{\"name\":\"Empty\",\"kind\":\"size-below\",\"object\":\"aud_1\",\"threshold\":1,"
            + "\"enabled\":false}";
    assertThat(marketer.put(one, changed).json().path("version").asLong()).isEqualTo(2);
    marketer.put(one, changed);
    JsonNode versions = viewer.get(one + "/versions").json().path("data");
    assertThat(versions.findValuesAsText("version"))
        .as("the same rule once more is no version")
        .containsExactly("2", "1");
    assertThat(versions.at("/0/changedBy/id").asText())
        .isNotBlank()
        .isNotEqualTo(versions.at("/1/changedBy/id").asText());
    assertThat(versions.at("/0/content/threshold").asLong()).isEqualTo(1);
    assertThat(versions.at("/1/content/name").asText()).isEqualTo("Watch it");
    assertThat(versions.at("/1/content/enabled").asBoolean()).isTrue();
    Answer restored = marketer.post(one + "/versions/1/restore", "");
    assertThat(restored.status()).describedAs(restored.json().toString()).isEqualTo(200);
    assertThat(restored.json().path("version").asLong()).isEqualTo(3);
    assertThat(restored.json().path("name").asText()).isEqualTo("Watch it");
    assertThat(restored.json().path("threshold").asLong()).isEqualTo(10);
    assertThat(restored.json().path("enabled").asBoolean()).isTrue();
    assertThat(recorded("restoreAlertRule", 1).getFirst().changes().toString())
        .contains("/restoredVersion")
        .contains("/threshold");
    assertThat(viewer.post(one + "/versions/1/restore", "").status()).isEqualTo(403);
    assertThat(marketer.post(one + "/versions/9/restore", "").status()).isEqualTo(404);
    admin.delete(one);
    JsonNode ofDeleted = admin.get(one + "/versions").json().path("data");
    assertThat(ofDeleted.at("/0/deleted").asBoolean()).isTrue();
    assertThat(ofDeleted).hasSize(4);
    assertThat(marketer.post(one + "/versions/1/restore", "").status()).isEqualTo(404);
  }

  @Test
  void theConditionIsTheNameOfARuleThatNoUserNamed() {
    String fewer = "{\"kind\":\"size-below\",\"object\":\"aud_1\",\"threshold\":%d%s}";
    JsonNode made = created(fewer.formatted(50, ""));
    assertThat(made.path("name").asText()).isEqualTo("Fewer than 50 people");
    assertThat(made.path("named").asBoolean()).isFalse();
    String one = path + "/" + made.path("id").asText();
    JsonNode changed = admin.put(one, fewer.formatted(500, ",\"name\":\" \"")).json();
    assertThat(changed.path("name").asText()).isEqualTo("Fewer than 500 people");
    JsonNode sentBack =
        admin.put(one, fewer.formatted(700, ",\"name\":\"Fewer than 500 people\"")).json();
    assertThat(sentBack.path("name").asText())
        .as("the name of the answer before is no name of a user")
        .isEqualTo("Fewer than 700 people");
    JsonNode named = admin.put(one, fewer.formatted(700, ",\"name\":\"Enough people\"")).json();
    assertThat(named.path("name").asText()).isEqualTo("Enough people");
    assertThat(named.path("named").asBoolean()).isTrue();
    JsonNode versions = admin.get(one + "/versions").json().path("data");
    assertThat(versions.at("/0/content/name").asText()).isEqualTo("Enough people");
    assertThat(versions.at("/3/content").has("name")).isFalse();
    JsonNode restored = admin.post(one + "/versions/1/restore", "").json();
    assertThat(restored.path("name").asText()).isEqualTo("Fewer than 50 people");
    assertThat(restored.path("named").asBoolean()).isFalse();
  }

  @Test
  void anEarlierVersionIsCheckedLikeAnyOtherChange() {
    object("/syncs/syn_2", "{\"id\":\"syn_2\",\"name\":\"VIPs to the shop\"}");
    String one =
        path + "/" + created(rule("failed-deliveries", "syn_2", 10, "")).path("id").asText();
    admin.put(one, rule("failed-deliveries", "syn_2", 20, ""));
    assertThat(client("marketer").post(one + "/versions/1/restore", "").status())
        .as("without the right to personal data")
        .isEqualTo(403);
    assertThat(admin.get(one).json().path("threshold").asLong()).isEqualTo(20);
  }

  private List<AdministrationEntry> recorded(String operation, int number) {
    List<AdministrationEntry> entries =
        RecordedAdministration.await(
            TestInfrastructure.kafka().bootstrapServers(), workspace, operation, number);
    assertThat(entries).hasSize(number);
    return entries;
  }

  @Test
  void whatIsWrongIsNamedByItsPlace() {
    Answer refused =
        admin.post(
            path,
            "{\"name\":\"%s\",\"kind\":\"silence\",\"threshold\":4,\"channels\":[\"slack\"]}"
                .formatted("n".repeat(201)));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .containsExactly("/name", "/object", "/threshold", "/channels/0");
    assertThat(refused.json().path("errors").findValuesAsText("detail"))
        .contains("A whole number from 5 to 43,200", "The id of a source");
    assertThat(admin.post(path, "{}").json().path("errors").findValuesAsText("pointer"))
        .containsExactly("/object", "/kind");
    assertThat(admin.post(path, rule("pigeons", "aud_1", 1, "")).status()).isEqualTo(422);
  }

  @Test
  void theObjectMustBeOfTheKindAndThere() {
    ControlPlaneFixture.services().prepare(root + "/audiences/aud_none", 404, "{}");
    Answer absent = admin.post(path, rule("size-below", "aud_none", 10, ""));
    assertThat(absent.status()).isEqualTo(422);
    assertThat(absent.json().at("/errors/0/pointer").asText()).isEqualTo("/object");
    ControlPlaneFixture.services().prepare(root + "/models/mdl_1", 503, "{}");
    assertThat(admin.post(path, rule("lateness", "mdl_1", 10, "")).status()).isEqualTo(503);
    object("/models/mdl_1", "{\"id\":\"mdl_1\",\"name\":\"Orders\"}");
  }

  @Test
  void aRuleTellsNobodyASizeThatThePagesDoNotShow() {
    object(
        "/audiences/aud_2",
        "{\"id\":\"aud_2\",\"name\":\"Hidden\",\"size\":0,\"approximate\":{\"about\":1200}}");
    Answer refused = admin.post(path, rule("size-below", "aud_2", 10, ""));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asText()).contains("personal-data:read");
  }

  @Test
  void failuresOfASyncAreForCallersWithTheRightToPersonalData() {
    object("/syncs/syn_1", "{\"id\":\"syn_1\",\"name\":\"VIPs to the shop\"}");
    String body = rule("failed-deliveries", "syn_1", 10, "");
    Api marketer = client("marketer");
    Answer refused = marketer.post(path, body);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asText()).contains("personal-data:read");
    String one = path + "/" + created(body).path("id").asText();
    assertThat(marketer.put(one, rule("failed-deliveries", "syn_1", 9, "")).status())
        .as("another threshold")
        .isEqualTo(403);
    ControlPlaneFixture.services()
        .prepare(
            "/internal/facts",
            """
            {"workspaces":{"%s":{"facts":[{"fact":"sync-deliveries","sync":"syn_1",
              "name":"VIPs to the shop","attempted":20,"failed":3,
              "failedSince":"2026-01-01T00:00:00Z"}]}}}\
            """
                .formatted(workspace));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(admin.get(one).json().path("current").asDouble()).isEqualTo(3));
    assertThat(marketer.get(one).json().path("current").isNull()).isTrue();
    assertThat(marketer.get(path).json().at("/data/0/current").isNull()).isTrue();
  }

  @Test
  void aChannelMustBeSetUp() {
    assertThat(admin.get(path).json().path("channels")).isEmpty();
    String webhook = rule("size-below", "aud_1", 10, ",\"channels\":[\"webhook\"]");
    assertThat(admin.post(path, webhook).status()).isEqualTo(422);
    admin.put(
        root + "/alert-settings",
        "{\"webhook\":{\"url\":\"https://10.0.0.1/alerts\",\"signingSecret\":\"%s\"}}"
            .formatted(SECRET));
    JsonNode made = created(webhook);
    assertThat(admin.get(path).json().path("channels").path(0).asText()).isEqualTo("webhook");
    admin.put(root + "/alert-settings", "{\"emails\":[]}");
    assertThat(admin.put(path + "/" + made.path("id").asText(), webhook).status())
        .as("a channel that is gone may stay")
        .isEqualTo(200);
  }

  @Test
  void rulesSayWhichChannelsGetNoMessageAndWhy() {
    admin.put(
        root + "/alert-settings",
        "{\"emails\":[\"ops@shop.example\"],\"webhook\":{\"url\":\"https://10.0.0.1/alerts\","
            + "\"signingSecret\":\"%s\"}}".formatted(SECRET));
    visibility("{\"from\":\"2026-01-01T00:00:00Z\"}");
    String one =
        path
            + "/"
            + created(rule("size-below", "aud_1", 10, ",\"channels\":[\"email\",\"webhook\"]"))
                .path("id")
                .asText();
    assertThat(reasons(admin.get(one).json())).containsExactly("email no-mail-server");
    assertThat(reasons(admin.get(path).json())).containsExactly("email no-mail-server");
    assertThat(admin.get(root + "/alert-settings").json().at("/channels/0/notSent").asText())
        .isEqualTo("no-mail-server");
    assertThat(admin.get(root + "/alert-settings").json().at("/channels/1/notSent").isNull())
        .isTrue();
    visibility("{}");
    assertThat(reasons(admin.get(one).json()))
        .containsExactly("email no-mail-server", "webhook personal-data");
    assertThat(reasons(admin.get(path + "?object=aud_1").json()))
        .as("for a new rule of the audience")
        .containsExactly("email no-mail-server", "webhook personal-data");
    admin.put(root + "/alert-settings", "{\"emails\":[]}");
    assertThat(reasons(admin.get(path).json().at("/data/0")))
        .as("after the addresses are removed")
        .containsExactly("email not-set-up", "webhook not-set-up");
  }

  /** The answer of the service of the audience. */
  private static void visibility(String answer) {
    ControlPlaneFixture.services().prepare("/internal/audiences/aud_1/visibility", answer);
  }

  private static List<String> reasons(JsonNode answer) {
    List<String> reasons = new ArrayList<>();
    answer
        .path("notSent")
        .forEach(each ->
            reasons.add(each.path("channel").asText() + " " + each.path("reason").asText()));
    return reasons;
  }

  @Test
  void anOpenAlertSaysThatNoMessageIsSent() {
    admin.put(root + "/alert-settings", "{\"emails\":[\"ops@shop.example\"]}");
    created(rule("size-below", "aud_1", 10, ",\"channels\":[\"email\"]"));
    ControlPlaneFixture.services()
        .prepare(
            "/internal/facts",
            """
            {"workspaces":{"%s":{"facts":[{"fact":"audience-size","audience":"aud_1",
              "name":"VIPs","size":7,"since":"2026-01-01T00:00:00Z","former":11,"dayAgo":12}]}}}\
            """
                .formatted(workspace));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() ->
            assertThat(reasons(alerts("open").path(0))).containsExactly("email no-mail-server"));
  }

  @Test
  void anAlertOpensWithTheNameOfTheObjectAndIsResolvedWhenTheRuleIsDisabled() {
    JsonNode made = created(rule("size-below", "aud_1", 10, ""));
    ControlPlaneFixture.services()
        .prepare(
            "/internal/facts",
            """
            {"workspaces":{"%s":{"facts":[{"fact":"audience-size","audience":"aud_1",
              "name":"Very important people","size":7,"since":"2026-01-01T00:00:00Z",
              "former":11,"dayAgo":12}]}}}\
            """
                .formatted(workspace));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(alerts("open").path(0).path("rule")).isEqualTo(made.path("id")));
    JsonNode alert = alerts("open").path(0);
    assertThat(alert.path("headline").asText())
        .isEqualTo("The audience “Very important people” has fewer than 10 people");
    assertThat(alert.path("since").asText()).isEqualTo("2026-01-01T00:00:00Z");
    // The attack: after the rule is saved, the audience is changed to a guess about one person.
    assertThat(alerts(client("marketer"), "open"))
        .as("without the right to personal data")
        .isEmpty();
    String disabled = rule("size-below", "aud_1", 10, ",\"enabled\":false");
    admin.put(path + "/" + made.path("id").asText(), disabled);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(alerts("resolved").findValuesAsText("rule")).hasSize(1));
  }

  /** Without those about the stand-in, which is also every other service. */
  private JsonNode alerts(String state) {
    return alerts(admin, state);
  }

  private JsonNode alerts(Api who, String state) {
    JsonNode all = who.get(root + "/alerts?state=" + state).json().path("data");
    ArrayNode ofRules = JsonNodeFactory.instance.arrayNode();
    all.forEach(each -> {
      if (each.path("kind").asText().equals("audience-size")) {
        ofRules.add(each);
      }
    });
    return ofRules;
  }

  @Test
  void marketersSetRulesAndViewersReadThem() {
    JsonNode made = created(rule("size-below", "aud_1", 10, ""));
    String one = path + "/" + made.path("id").asText();
    Api viewer = client("viewer");
    assertThat(viewer.get(path).status()).isEqualTo(200);
    assertThat(viewer.get(one).status()).isEqualTo(200);
    assertThat(viewer.post(path, "{}").status()).isEqualTo(403);
    assertThat(viewer.put(one, "{}").status()).isEqualTo(403);
    assertThat(viewer.delete(one).status()).isEqualTo(403);
    Api marketer = client("marketer");
    assertThat(marketer.post(path, rule("size-above", "aud_1", 10, "")).status()).isEqualTo(201);
    assertThat(marketer.delete(one).status()).isEqualTo(204);
  }

  @Test
  void noWorkspaceSeesTheRulesOfAnother() {
    JsonNode made = created(rule("size-below", "aud_1", 10, ""));
    Api first = admin;
    String firstPath = path;
    workspaceWithAnAudience();
    assertThat(admin.get(path).json().path("data")).isEmpty();
    assertThat(admin.get(path + "/" + made.path("id").asText()).status()).isEqualTo(404);
    assertThat(admin.delete(path + "/" + made.path("id").asText()).status()).isEqualTo(404);
    assertThat(first.get(firstPath).json().path("data")).hasSize(1);
  }
}
