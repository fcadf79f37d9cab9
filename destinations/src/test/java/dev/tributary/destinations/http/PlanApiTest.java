package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.profilesTo;
import static dev.tributary.destinations.http.Api.seeing;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan is applied as it is, or the answer says what has changed. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class PlanApiTest {

  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  @Test
  void aPlanIsAppliedUnlessSomethingHasChanged() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(200, ""))) {
      AudienceId audience = new AudienceId("aud_planned");
      Log.audience(WORKSPACE, audience);
      destination("planned", server.url(), "marketing").then().statusCode(201);
      member(audience, "prf_planned_1", ConsentState.GRANTED);
      member(audience, "prf_planned_2", ConsentState.DENIED);
      Map<String, Object> draft = new HashMap<>(profilesTo("planned", "planned"));
      draft.put("from", Map.of("kind", "audience", "audience", audience));
      String first = planned(draft, 2);

      Map<String, Object> other = new HashMap<>(draft);
      other.put("mapping", List.of(Api.field("other", Map.of("kind", "trait", "name", "name"))));
      seeing("marketer")
          .queryParam("plan", first)
          .body(other)
          .post(ROOT + "/syncs")
          .then()
          .statusCode(422)
          .body("errors.pointer", contains("/plan"));
      seeing("marketer")
          .queryParam("plan", "nonsense")
          .body(draft)
          .post(ROOT + "/syncs")
          .then()
          .statusCode(422)
          .body("errors.pointer", contains("/plan"));

      member(audience, "prf_planned_3", ConsentState.GRANTED);
      String second = planned(draft, 3);
      seeing("marketer")
          .queryParam("plan", first)
          .body(draft)
          .post(ROOT + "/syncs")
          .then()
          .statusCode(409)
          .body("code", equalTo("plan-outdated"))
          .body("errors.pointer", contains("/people", "/created"))
          .body("errors[0].detail", equalTo("1 more person: 3 now, 2 in the plan"));
      seeing("viewer").get(ROOT + "/syncs/planned").then().statusCode(404);
      String id =
          seeing("marketer")
              .header("Idempotency-Key", "planned-once")
              .queryParam("plan", second)
              .body(draft)
              .post(ROOT + "/syncs")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              seeing("viewer")
                  .get(ROOT + "/syncs/" + id)
                  .then()
                  .body("counts.delivered", equalTo(2)));

      // The first attempt has sent, so its plan no longer holds; its repetition is no new attempt.
      seeing("marketer")
          .header("Idempotency-Key", "planned-once")
          .queryParam("plan", second)
          .body(draft)
          .post(ROOT + "/syncs")
          .then()
          .statusCode(201)
          .body("id", equalTo(id));

      aChangeAndAnotherRunAreApplied(id);
    }
  }

  private static void aChangeAndAnotherRunAreApplied(String id) {
    Map<String, Object> change =
        Map.of(
            "mapping",
            List.of(
                Api.field("name", Map.of("kind", "trait", "name", "name")),
                Map.of("field", "tier", "from", Map.of("kind", "constant", "value", "gold"))));
    String plan =
        seeing("marketer")
            .body(change)
            .post(ROOT + "/syncs/" + id + "/plan")
            .then()
            .statusCode(200)
            .body("records.updated", equalTo(2))
            .body("records.created", equalTo(0))
            .body("leftOut.code", contains("consent"))
            .extract()
            .path("plan");
    String rerun =
        seeing("marketer")
            .post(ROOT + "/syncs/" + id + "/plan")
            .then()
            .statusCode(200)
            .body("records.updated", equalTo(0))
            .body("records.unchanged", equalTo(2))
            .body("requests", equalTo(0))
            .extract()
            .path("plan");
    seeing("marketer")
        .queryParam("plan", rerun)
        .body(change)
        .patch(ROOT + "/syncs/" + id)
        .then()
        .statusCode(422);
    seeing("marketer")
        .queryParam("plan", plan)
        .body(change)
        .patch(ROOT + "/syncs/" + id)
        .then()
        .statusCode(200)
        .body("version", equalTo(2));
    seeing("marketer")
        .queryParam("plan", rerun)
        .post(ROOT + "/syncs/" + id + "/rerun")
        .then()
        .statusCode(422);
    as("marketer")
        .queryParam("plan", rerun)
        .post(ROOT + "/syncs/" + id + "/rerun")
        .then()
        .statusCode(403);
  }

  @Test
  void aChangedDestinationMakesAPlanOutdated() {
    destination("planned-limits", "https://example.org/planned", "marketing")
        .then()
        .statusCode(201);
    Map<String, Object> events =
        Map.of(
            "key", "planned-events",
            "name", "Events",
            "destination", "planned-limits",
            "from", Map.of("kind", "events"),
            "object", "events");
    String plan =
        seeing("marketer")
            .body(events)
            .post(ROOT + "/syncs/plan")
            .then()
            .statusCode(200)
            .body("people", equalTo(0))
            .body("requests", equalTo(0))
            .extract()
            .path("plan");
    seeing("engineer")
        .body(Map.of("rateLimit", Map.of("requests", 5, "perSeconds", 1)))
        .patch(ROOT + "/destinations/planned-limits")
        .then()
        .statusCode(200);
    seeing("marketer")
        .queryParam("plan", plan)
        .body(events)
        .post(ROOT + "/syncs")
        .then()
        .statusCode(409)
        .body("code", equalTo("plan-outdated"))
        .body("errors.pointer", hasItem("/destination"))
        .body("errors.pointer", hasItem("/limits"));
  }

  @Test
  void callersWithoutPersonalDataGetRoundedNumbersAndNoTicket() {
    destination("planned-masked", "https://example.org/planned", "marketing")
        .then()
        .statusCode(201);
    as("marketer")
        .body(profilesTo("planned-masked", "planned-masked"))
        .post(ROOT + "/syncs/plan")
        .then()
        .statusCode(200)
        .body("approximate", equalTo(true))
        .body("asOf", notNullValue())
        .body("requests", nullValue())
        .body("shortestSeconds", nullValue())
        .body("plan", nullValue())
        .body("validUntil", nullValue());
    as("viewer")
        .body(profilesTo("planned-masked", "planned-masked"))
        .post(ROOT + "/syncs/plan")
        .then()
        .statusCode(403);
  }

  /** The plan, once so many people are known. */
  private static String planned(Map<String, Object> draft, int people) {
    String[] plan = new String[1];
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            plan[0] =
                seeing("marketer")
                    .body(draft)
                    .post(ROOT + "/syncs/plan")
                    .then()
                    .statusCode(200)
                    .body("people", equalTo(people))
                    .body("records.created", equalTo(people - 1))
                    .body("leftOut.code", contains("consent"))
                    .body("complete", equalTo(true))
                    .body("approximate", equalTo(false))
                    .body("requests", equalTo(1))
                    .extract()
                    .path("plan"));
    return plan[0];
  }

  private static void member(AudienceId audience, String profile, ConsentState answer) {
    Log.person(WORKSPACE, new ProfileId(profile), 1, Map.of("marketing", answer), null);
    Log.enters(WORKSPACE, audience, new ProfileId(profile));
  }
}
