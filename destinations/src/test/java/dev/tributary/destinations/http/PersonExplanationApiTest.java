package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.field;
import static dev.tributary.destinations.http.Api.membersTo;
import static dev.tributary.destinations.http.Api.profiles;
import static dev.tributary.destinations.http.Api.seeing;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class PersonExplanationApiTest {
  /** Nothing of these people goes to the destinations of other tests. */
  private static final String PURPOSE = "explanations";

  private static final AudienceId AUDIENCE = new AudienceId("aud_why");
  private static final String REFUSAL = "prf_why_refused@example.org is not valid";

  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  @Test
  void aPersonIsExplainedStepByStepAsFarAsTheCallerMaySee() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) ->
            body.contains("prf_why_refused@") ? new Reply(422, REFUSAL) : new Reply(200, ""))) {
      Log.audience(WORKSPACE, AUDIENCE);
      destination("why", server.url(), PURPOSE).then().statusCode(201);
      person("prf_why_taken", ConsentState.GRANTED);
      person("prf_why_refused", ConsentState.GRANTED);
      person("prf_why_denied", ConsentState.DENIED);
      String everyone = profiles("why", "why").then().statusCode(201).extract().path("id");

      untilDelivered();
      seeing("viewer")
          .get(ROOT + "/syncs/why/people/prf_why_taken")
          .then()
          .statusCode(200)
          .body("profile", equalTo("prf_why_taken"))
          .body("person.text", equalTo("Ann"))
          .body("destination", equalTo(Api.id("why")))
          .body("asOf", not(nullValue()))
          .body("concealed", empty())
          .body("syncs.sync", contains(everyone))
          .body(
              "syncs[0].steps.step",
              contains("people", "identifier", "consent", "sent", "accepted"))
          .body("syncs[0].steps.reached", contains(true, true, true, true, true))
          .body("syncs[0].stop", nullValue())
          .body("syncs[0].delivery.operation", equalTo("write"))
          .body("syncs[0].delivery.state", equalTo("delivered"))
          .body("syncs[0].delivery.deliveredAt", not(nullValue()));

      as("viewer")
          .get(ROOT + "/syncs/why/people/prf_why_denied")
          .then()
          .statusCode(200)
          .body("person.source", equalTo("id"))
          .body("syncs[0].delivered", equalTo(false))
          .body("syncs[0].steps.reached", contains(true, true, false, false, false))
          .body("syncs[0].stop.step", equalTo("consent"))
          .body("syncs[0].stop.code", equalTo("consent-denied"))
          .body("syncs[0].stop.purpose", equalTo(PURPOSE));

      untilRefused();
      as("viewer")
          .get(ROOT + "/syncs/why/people/prf_why_refused")
          .then()
          .statusCode(200)
          .body("syncs[0].stop.code", equalTo("rejected"))
          .body("syncs[0].stop.words.masked", equalTo(true))
          .body(not(containsString(REFUSAL)));

      String members =
          membersTo(
              "why-members",
              "why",
              AUDIENCE,
              field("plan", Map.of("kind", "trait", "name", "plan")));
      for (String concealed : List.of("why", "why-members")) {
        as("viewer")
            .get(ROOT + "/syncs/" + concealed + "/people/prf_why_taken")
            .then()
            .statusCode(403)
            .body("detail", containsString("personal-data:read"));
      }
      as("viewer")
          .get(ROOT + "/destinations/why/people/prf_why_taken")
          .then()
          .statusCode(200)
          .body("syncs", empty())
          .body("concealed", containsInAnyOrder(everyone, members));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              seeing("viewer")
                  .get(ROOT + "/destinations/why/people/prf_why_taken")
                  .then()
                  .statusCode(200)
                  .body("syncs.sync", containsInAnyOrder(everyone, members))
                  .body("concealed", empty())
                  .body(
                      "syncs.find { it.sync == '%s' }.delivered".formatted(everyone), equalTo(true))
                  .body(
                      "syncs.find { it.sync == '%s' }.stop.code".formatted(members),
                      equalTo("not-in-audience"))
                  .body(
                      "syncs.find { it.sync == '%s' }.stop.audience".formatted(members),
                      equalTo(AUDIENCE.value())));

      as("engineer").post(ROOT + "/destinations/why/pause").then().statusCode(200);
      person("prf_why_late", ConsentState.GRANTED);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              seeing("viewer")
                  .get(ROOT + "/syncs/why/people/prf_why_late")
                  .then()
                  .statusCode(200)
                  .body("syncs", hasSize(1))
                  .body("syncs[0].stop.code", equalTo("destination-paused"))
                  .body("syncs[0].stop.since", not(nullValue())));
    }
  }

  @Test
  void whatADestinationKeepsAfterADenialIsSaidWithWhatItsConnectorCanRemove() {
    ProfileId kept = new ProfileId("prf_why_kept");
    String purpose = PURPOSE + "-kept";
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(200, ""))) {
      destination("why-kept", server.url(), purpose).then().statusCode(201);
      Log.person(WORKSPACE, kept, 1, Map.of(purpose, ConsentState.GRANTED), null);
      profiles("why-kept", "why-kept").then().statusCode(201);
      String path = ROOT + "/syncs/why-kept/people/" + kept;
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              as("viewer")
                  .get(path)
                  .then()
                  .body("syncs[0].delivered", equalTo(true))
                  .body("syncs[0].remainders", empty()));

      Log.person(WORKSPACE, kept, 2, Map.of(purpose, ConsentState.DENIED), null);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              as("viewer")
                  .get(path)
                  .then()
                  .body("syncs[0].stop.code", equalTo("consent-denied"))
                  .body("syncs[0].remainders.status", contains("stays"))
                  .body("syncs[0].remainders.certain", contains(true))
                  .body("syncs[0].remainders.object", contains("records"))
                  .body("syncs[0].remainders.removal", contains("told"))
                  .body("syncs[0].remainders[0].deliveredAt", not(nullValue())));
      as("viewer")
          .get(ROOT + "/profiles/" + kept + "/deliveries")
          .then()
          .body("data.findAll { it.atDestination == 'present' }.size()", equalTo(1));
    }
  }

  /** Whatever is left out, the explanation of a member would differ from that of other people. */
  @Test
  void aSyncThatSharesRecordsWithAConcealedOneIsConcealedForEveryPerson() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(200, ""))) {
      AudienceId audience = new AudienceId("aud_why_shared");
      Log.audience(WORKSPACE, audience);
      destination("why-shared", server.url(), PURPOSE).then().statusCode(201);
      person("prf_why_member", ConsentState.GRANTED);
      person("prf_why_other", ConsentState.GRANTED);
      String everyone =
          profiles("why-shared", "why-shared").then().statusCode(201).extract().path("id");
      for (String profile : List.of("prf_why_member", "prf_why_other")) {
        untilShown("viewer", profile);
      }
      String members =
          membersTo(
              "why-shared-members",
              "why-shared",
              audience,
              field("vip", Map.of("kind", "constant", "value", "yes")));
      Log.enters(WORKSPACE, audience, new ProfileId("prf_why_member"));

      // At once, and not when the first member is sent.
      for (String profile : List.of("prf_why_member", "prf_why_other")) {
        refused(profile);
        as("viewer")
            .get(ROOT + "/destinations/why-shared/people/" + profile)
            .then()
            .statusCode(200)
            .body("syncs", empty())
            .body("concealed", containsInAnyOrder(everyone, members));
      }
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              seeing("viewer")
                  .get(ROOT + "/syncs/why-shared/people/prf_why_member")
                  .then()
                  .body("syncs[0].delivery.state", equalTo("delivered")));

      // Its records remain, so a deleted sync of an audience reveals as much.
      seeing("marketer").delete(ROOT + "/syncs/why-shared-members").then().statusCode(204);
      refused("prf_why_member");
      refused("prf_why_other");
    }
  }

  /** The record that a membership wrote remains when the sync takes something else. */
  @Test
  void aSyncThatTookAnAudienceBeforeIsConcealed() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(200, ""))) {
      AudienceId audience = new AudienceId("aud_why_former");
      Log.audience(WORKSPACE, audience);
      destination("why-former", server.url(), PURPOSE).then().statusCode(201);
      person("prf_why_former", ConsentState.GRANTED);
      person("prf_why_never", ConsentState.GRANTED);
      Log.enters(WORKSPACE, audience, new ProfileId("prf_why_former"));
      String sync = membersTo("why-former", "why-former", audience);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              seeing("viewer")
                  .get(ROOT + "/syncs/why-former/people/prf_why_former")
                  .then()
                  .body("syncs[0].delivery.state", equalTo("delivered")));

      seeing("marketer")
          .body("{\"from\":{\"kind\":\"profiles\",\"audience\":null},\"mode\":\"upsert\"}")
          .patch(ROOT + "/syncs/why-former")
          .then()
          .statusCode(200)
          .body("from.kind", equalTo("profiles"));
      for (String profile : List.of("prf_why_former", "prf_why_never")) {
        refused("why-former", profile);
        as("viewer")
            .get(ROOT + "/destinations/why-former/people/" + profile)
            .then()
            .statusCode(200)
            .body("syncs", empty())
            .body("concealed", contains(sync));
        as("viewer")
            .get(ROOT + "/deliveries?sync=why-former&profile=" + profile)
            .then()
            .statusCode(403);
      }
    }
  }

  private static void refused(String profile) {
    refused("why-shared", profile);
  }

  private static void refused(String sync, String profile) {
    as("viewer")
        .get(ROOT + "/syncs/" + sync + "/people/" + profile)
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
  }

  private static void untilShown(String role, String profile) {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as(role)
                .get(ROOT + "/syncs/why-shared/people/" + profile)
                .then()
                .body("syncs[0].delivered", equalTo(true))
                .body("syncs[0].delivery.state", equalTo("delivered")));
  }

  /** The query of a model can ask for the values of one person, so a row reveals them. */
  @Test
  void onlyACallerWhoSeesPersonalDataLearnsWhichPersonARowOfAModelBelongsTo() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(200, ""))) {
      destination("why-rows", server.url(), PURPOSE).then().statusCode(201);
      ModelId model = new ModelId("mdl_why_rows");
      Log.model(WORKSPACE, model.value(), List.of("id", "email", "total"));
      person("prf_why_named", ConsentState.GRANTED);
      person("prf_why_unnamed", ConsentState.GRANTED);
      Map<String, Object> sync = new HashMap<>(Api.profilesTo("why-rows", "why-rows"));
      sync.put(
          "from",
          Map.of(
              "kind",
              "model",
              "model",
              model,
              "person",
              Map.of("column", "email", "identifier", "email")));
      sync.put("match", field("id", Map.of("kind", "column", "name", "id")));
      sync.put("mapping", List.of(field("total", Map.of("kind", "column", "name", "total"))));
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> seeing("marketer").body(sync).post(ROOT + "/syncs").then().statusCode(201));
      Log.row(
          WORKSPACE,
          model,
          "1",
          Map.of(
              "id",
              TextNode.valueOf("1"),
              "email",
              TextNode.valueOf("prf_why_named@example.org"),
              "total",
              TextNode.valueOf("5")));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              seeing("viewer")
                  .get(ROOT + "/syncs/why-rows/people/prf_why_named")
                  .then()
                  .statusCode(200)
                  .body("syncs[0].delivered", equalTo(true))
                  .body("syncs[0].steps.step", contains("people", "consent", "sent", "accepted")));
      seeing("viewer")
          .get(ROOT + "/syncs/why-rows/people/prf_why_unnamed")
          .then()
          .body("syncs[0].stop.code", equalTo("no-row"));
      for (String profile : List.of("prf_why_named", "prf_why_unnamed")) {
        as("viewer")
            .get(ROOT + "/syncs/why-rows/people/" + profile)
            .then()
            .statusCode(200)
            .body("syncs[0].stop.code", equalTo("sends-rows"))
            .body("syncs[0].delivery", nullValue());
      }
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    destination("why-none", "https://example.org/why", PURPOSE).then().statusCode(201);
    person("prf_why_known", ConsentState.GRANTED);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as("viewer")
                .get(ROOT + "/destinations/why-none/people/prf_why_known")
                .then()
                .statusCode(200)
                .body("syncs", hasSize(0)));
    as("viewer")
        .get(ROOT + "/destinations/why-none/people/prf_why_nobody")
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
    as("viewer").get(ROOT + "/destinations/none/people/prf_why_known").then().statusCode(404);
    as("viewer").get(ROOT + "/syncs/none/people/prf_why_known").then().statusCode(404);
    RestAssured.given()
        .auth()
        .oauth2(TokenIssuer.shared().member("wsp_other", "viewer"))
        .get(ROOT + "/destinations/why-none/people/prf_why_known")
        .then()
        .statusCode(404);
  }

  private static void untilDelivered() {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing("viewer")
                .get(ROOT + "/syncs/why/people/prf_why_taken")
                .then()
                .body("syncs[0].delivered", equalTo(true)));
  }

  private static void untilRefused() {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing("viewer")
                .get(ROOT + "/syncs/why/people/prf_why_refused")
                .then()
                .body("syncs[0].stop.code", equalTo("rejected"))
                .body("syncs[0].stop.words", containsString(REFUSAL)));
  }

  private static void person(String profile, ConsentState answer) {
    Log.person(WORKSPACE, new ProfileId(profile), 1, Map.of(PURPOSE, answer), null);
  }
}
