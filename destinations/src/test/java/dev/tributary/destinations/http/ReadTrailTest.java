package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.audit.RecordedReads;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is shown what was sent of people is on record. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class ReadTrailTest {
  private final WorkspaceId workspace =
      new WorkspaceId(new Ids(Clock.systemUTC(), new SecureRandom()).next(Ids.WORKSPACE));
  private final String root = "/api/v1/workspaces/" + workspace;
  private final String person =
      "prf_" + workspace.value().substring(workspace.value().length() - 8);

  @BeforeEach
  void aWorkspaceIsKnown() {
    Log.workspace(workspace.value());
    await()
        .atMost(BOUND)
        .untilAsserted(() -> viewer().get(root + "/connectors").then().statusCode(200));
    Log.person(workspace, new ProfileId(person), 1, Map.of(), null);
  }

  @Test
  void whateverShowsAPersonWhatWasSentIsOnRecord() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(400, body + " is refused"))) {
      String sync = refusedSync(server);
      String delivery = viewer().get(root + "/deliveries").path("data[0].id");
      List<String> paths =
          List.of(
              "/deliveries",
              "/deliveries/causes",
              "/inbox",
              "/deliveries/" + delivery,
              "/profiles/" + person + "/deliveries",
              "/syncs/people/preview",
              "/syncs/people/people/" + person,
              "/destinations/hook/people/" + person);
      paths.forEach(path -> ok(viewer(), path));
      paths.forEach(path -> ok(program(), path));
      assertThat(reads()).isEmpty();
      assertThat(operationsOfPrograms())
          .containsExactlyInAnyOrder(
              "listDeliveries",
              "listDeliveryCauses",
              "readInbox",
              "readDelivery",
              "listDeliveriesOfProfile",
              "previewSync",
              "explainDelivery",
              "explainDeliveries");

      paths.forEach(path -> ok(admin(), path));
      assertThat(reads())
          .extracting(
              PersonalDataRead::operation, PersonalDataRead::profiles, PersonalDataRead::part)
          .containsExactly(
              tuple("listDeliveries", List.of(new ProfileId(person)), null),
              tuple("listDeliveryCauses", List.of(), null),
              tuple("readInbox", List.of(new ProfileId(person)), null),
              tuple("readInbox", List.of(), null),
              tuple("readDelivery", List.of(new ProfileId(person)), delivery),
              tuple("listDeliveriesOfProfile", List.of(new ProfileId(person)), null),
              tuple("previewSync", List.of(new ProfileId(person)), null),
              tuple("explainDelivery", List.of(new ProfileId(person)), null),
              tuple("explainDeliveries", List.of(new ProfileId(person)), null));
      assertThat(reads())
          .allSatisfy(read -> {
            assertThat(read.actor()).isEqualTo("sub-admin@example.test");
            assertThat(read.actorName()).isEqualTo("admin@example.test");
          });

      int before = reads().size();
      admin()
          .body(Api.profilesTo("people", "hook"))
          .post(root + "/syncs/preview?sync=people")
          .then()
          .statusCode(200);
      admin()
          .body(Map.of("profile", person))
          .post(root + "/syncs/people/test")
          .then()
          .statusCode(200);
      admin().post(root + "/deliveries/" + delivery + "/retry").then().statusCode(200);
      assertThat(reads().subList(before, reads().size()))
          .extracting(
              PersonalDataRead::operation, PersonalDataRead::profiles, PersonalDataRead::part)
          .containsExactly(
              tuple("previewNewSync", List.of(new ProfileId(person)), null),
              tuple("testSync", List.of(new ProfileId(person)), sync),
              tuple("retryDelivery", List.of(new ProfileId(person)), delivery));
    }
  }

  @Test
  void theWordsOfADestinationAreOnRecordOnceItSaysSomething() {
    try (StandInServer server =
        new StandInServer(
            (method, uri, headers, body) -> new Reply(401, person + " is unwelcome"))) {
      String destination = destination(server);
      ok(admin(), "/destinations");
      assertThat(reads()).isEmpty();
      sync();
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              viewer()
                  .get(root + "/destinations/hook")
                  .then()
                  .body("state", equalTo("unauthorised")));
      ok(viewer(), "/destinations");
      ok(admin(), "/destinations");
      ok(admin(), "/destinations/hook");
      assertThat(reads())
          .extracting(
              PersonalDataRead::operation, PersonalDataRead::profiles, PersonalDataRead::part)
          .containsExactly(
              tuple("listDestinations", List.of(), destination),
              tuple("readDestination", List.of(), destination));
    }
  }

  /** Returns when the person has been refused. */
  private String refusedSync(StandInServer server) {
    destination(server);
    String sync = sync();
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            program()
                .get(root + "/deliveries")
                .then()
                .body("data[0].cause.words", containsString("refused")));
    return sync;
  }

  private String destination(StandInServer server) {
    return admin()
        .body(Api.hook(server.url()))
        .post(root + "/destinations")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private String sync() {
    return admin()
        .body(Api.profilesTo("people", "hook"))
        .post(root + "/syncs")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void ok(RequestSpecification asking, String path) {
    asking.get(root + path).then().statusCode(200);
  }

  private List<PersonalDataRead> reads() {
    return RecordedReads.ofPeople(System.getProperty(DestinationsEnvironment.KAFKA), workspace);
  }

  private Set<String> operationsOfPrograms() {
    return RecordedReads.operationsOfPrograms(
        System.getProperty(DestinationsEnvironment.KAFKA), workspace);
  }

  private RequestSpecification viewer() {
    return by(TokenIssuer.shared().member(workspace.value(), "viewer"));
  }

  private RequestSpecification admin() {
    return by(TokenIssuer.shared().memberWithPersonalData(workspace.value(), "admin"));
  }

  private RequestSpecification program() {
    return by(
        TokenIssuer.shared()
            .token(
                "service-account-shop",
                "/ws/" + workspace + "/admin",
                "/ws/" + workspace + "/personal-data"));
  }

  private static RequestSpecification by(String token) {
    return given().contentType(ContentType.JSON).auth().oauth2(token);
  }
}
