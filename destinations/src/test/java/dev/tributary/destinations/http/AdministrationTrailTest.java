package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.SECRET;
import static dev.tributary.destinations.http.Api.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each change of destinations, syncs and deliveries is on record, and so is a refused attempt. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class AdministrationTrailTest {
  private static final String OTHER_SECRET = "whsec_b3RoZXIgc2VjcmV0IG9mIHRoZSB0ZXN0IQ==";
  private static final String URL = "https://example.org/hook";

  private final WorkspaceId workspace =
      new WorkspaceId(new Ids(Clock.systemUTC(), new SecureRandom()).next(Ids.WORKSPACE));
  private final String root = "/api/v1/workspaces/" + workspace;

  @BeforeEach
  void aWorkspaceIsKnown() {
    Log.workspace(workspace.value());
    await()
        .atMost(BOUND)
        .untilAsserted(() -> admin().get(root + "/connectors").then().statusCode(200));
  }

  @Test
  void eachChangeOfADestinationAndASyncIsOnRecordOnceWithItsValuesBeforeAndAfter() {
    String destination = destination(URL);
    Map<String, ?> another =
        Map.of("name", "Renamed", "settings", Map.of("signingSecret", OTHER_SECRET));
    ok(admin().body(another).patch(root + "/destinations/hook"));
    ok(admin().post(root + "/destinations/hook/pause"));
    ok(admin().post(root + "/destinations/hook/resume"));
    String paused = root + "/syncs?paused=true";
    Map<String, ?> people = Api.profilesTo("people", "hook");
    String sync = admin().body(people).post(paused).then().statusCode(201).extract().path("id");
    Map<String, ?> first =
        Map.of("mapping", List.of(field("first", Map.of("kind", "trait", "name", "name"))));
    Map<String, Object> sameKey = new HashMap<>(people);
    sameKey.putAll(first);
    admin().body(sameKey).post(paused).then().statusCode(409);
    ok(admin().body(first).patch(root + "/syncs/people"));
    ok(admin().post(root + "/syncs/people/resume"));
    admin().post(root + "/syncs/people/rerun").then().statusCode(202);
    ok(admin().post(root + "/syncs/people/pause"));
    admin().delete(root + "/syncs/people").then().statusCode(204);
    admin().delete(root + "/destinations/hook").then().statusCode(204);

    List<AdministrationEntry> entries = entries(11);
    assertThat(entries)
        .extracting(AdministrationEntry::act)
        .containsExactly(
            new Act("createDestination", "destination", destination, "Hook"),
            new Act("changeDestination", "destination", destination, "Renamed"),
            new Act("pauseDestination", "destination", destination, "Renamed"),
            new Act("resumeDestination", "destination", destination, "Renamed"),
            new Act("createSync", "sync", sync, "people"),
            new Act("changeSync", "sync", sync, "people"),
            new Act("resumeSync", "sync", sync, "people"),
            new Act("rerunSync", "sync", sync, "people"),
            new Act("pauseSync", "sync", sync, "people"),
            new Act("deleteSync", "sync", sync, "people"),
            new Act("deleteDestination", "destination", destination, "Renamed"));
    assertThat(entries)
        .allSatisfy(entry -> {
          assertThat(entry.result()).isEqualTo(new Result(Outcome.DONE, null, 1));
          assertThat(entry.actor().name()).isEqualTo("admin@example.test");
        });
    FieldChange secret = FieldChange.secret("/secrets/signingSecret");
    assertThat(entries.getFirst().changes()).contains(open("/settings/url", null, URL), secret);
    assertThat(entries.get(1).changes()).containsExactly(open("/name", "Hook", "Renamed"), secret);
    assertThat(entries.get(4).changes())
        .contains(open("/destination", null, destination), open("/mapping/0/field", null, "name"));
    assertThat(entries.get(5).changes()).containsExactly(open("/mapping/0/field", "name", "first"));
    assertThat(entries.get(9).changes()).contains(open("/mapping/0/field", "first", null));
    assertThat(entries.getLast().changes()).contains(open("/settings/url", URL, null), secret);
    assertThat(new String(Json.write(entries), StandardCharsets.UTF_8))
        .doesNotContain(SECRET, OTHER_SECRET, "v1.", "v2.");
  }

  @Test
  void aChangeOfTheAddressIsMarkedOnRecord() {
    destination(URL);
    Map<String, String> elsewhere =
        Map.of("url", "https://elsewhere.example/", "signingSecret", SECRET);
    ok(admin().body(Map.of("settings", elsewhere)).patch(root + "/destinations/hook"));
    ok(admin().body(Map.of("name", "Renamed")).patch(root + "/destinations/hook"));
    assertThat(entries(3))
        .extracting(entry -> entry.changes().contains(FieldChange.ADDRESS_CHANGED))
        .containsExactly(false, true, false);
  }

  @Test
  void aRetryIsOnRecordWithTheDeliveriesThatWereChosen() {
    Log.person(
        workspace, new ProfileId("prf_" + workspace.value().substring(4)), 1, Map.of(), null);
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(400, "refused"))) {
      destination(server.url());
      sync(admin()).then().statusCode(201);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              admin()
                  .get(root + "/deliveries")
                  .then()
                  .body("data.state", equalTo(List.of("rejected"))));
      String delivery = admin().get(root + "/deliveries").path("data[0].id");
      ok(admin().post(root + "/deliveries/" + delivery + "/retry"));
      ok(
          admin()
              .body(Map.of("cause", "rejected", "destination", "hook"))
              .post(root + "/deliveries/retry"));
      List<AdministrationEntry> entries = entries(4);
      AdministrationEntry one = entries.get(2);
      assertThat(one.act()).isEqualTo(new Act("retryDelivery", "delivery", delivery, null));
      assertThat(entries.getLast().changes())
          .containsExactly(open("/cause", null, "rejected"), open("/destination", null, "hook"));
      assertThat(List.of(one, entries.getLast()))
          .extracting(entry -> entry.result().outcome())
          .containsOnly(Outcome.DONE);
    }
  }

  /** An engineer without the right to personal data has them sent to a server of their own. */
  @Test
  void anAttemptToRouteDataOutWithoutTheRightIsOnRecordAsRefused() {
    destination(URL);
    refused(sync(engineer()), 403, "approval-needed");
    sync(admin()).then().statusCode(201);
    Map<String, String> salary = Map.of("kind", "trait", "name", "salary");
    refused(
        engineer()
            .body(Map.of("mapping", List.of(field("salary", salary))))
            .patch(root + "/syncs/people"),
        403,
        "approval-needed");
    Map<String, String> own = Map.of("url", "https://attacker.example/", "signingSecret", SECRET);
    refused(
        engineer().body(Map.of("settings", own)).patch(root + "/destinations/hook"),
        403,
        "approval-needed");
    Map<String, String> withoutSecret = Map.of("url", "https://attacker.example/");
    refused(
        engineer().body(Map.of("settings", withoutSecret)).patch(root + "/destinations/hook"),
        422,
        "secret-needed");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(entries())
                .extracting(
                    entry -> entry.act().operation(),
                    entry -> entry.act().object(),
                    entry -> entry.actor().name(),
                    AdministrationEntry::result)
                .contains(
                    refusal("createSync", null, 403),
                    refusal("changeSync", "people", 403),
                    refusal("changeDestination", "hook", 403),
                    refusal("changeDestination", "hook", 422)));
    assertThat(entries())
        .filteredOn(entry -> entry.result().outcome() == Outcome.DONE)
        .extracting(entry -> entry.act().operation(), entry -> entry.actor().name())
        .containsExactly(
            tuple("createDestination", "admin@example.test"),
            tuple("createSync", "admin@example.test"));
  }

  private static Tuple refusal(String operation, @Nullable String object, int status) {
    return tuple(
        operation, object, "engineer@example.test", new Result(Outcome.REFUSED, status, 1));
  }

  private static void refused(Response response, int status, String code) {
    response.then().statusCode(status).body("code", equalTo(code));
  }

  private static void ok(Response response) {
    response.then().statusCode(200);
  }

  private static FieldChange open(String field, @Nullable String before, @Nullable String after) {
    return FieldChange.open(field, text(before), text(after));
  }

  private static @Nullable TextNode text(@Nullable String text) {
    return text == null ? null : TextNode.valueOf(text);
  }

  private List<AdministrationEntry> entries() {
    return RecordedAdministration.of(System.getProperty(DestinationsEnvironment.KAFKA), workspace);
  }

  private List<AdministrationEntry> entries(int atLeast) {
    return await().atMost(BOUND).until(this::entries, entries -> entries.size() >= atLeast);
  }

  private String destination(String url) {
    return admin()
        .body(Api.hook(url))
        .post(root + "/destinations")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private Response sync(RequestSpecification asking) {
    return asking.body(Api.profilesTo("people", "hook")).post(root + "/syncs");
  }

  private RequestSpecification admin() {
    return by(TokenIssuer.shared().memberWithPersonalData(workspace.value(), "admin"));
  }

  private RequestSpecification engineer() {
    return by(TokenIssuer.shared().member(workspace.value(), "engineer"));
  }

  private static RequestSpecification by(String token) {
    return given().contentType(ContentType.JSON).auth().oauth2(token);
  }
}
