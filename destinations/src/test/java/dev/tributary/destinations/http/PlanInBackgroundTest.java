package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.destinations.postgres.PostgresPeople;
import dev.tributary.destinations.postgres.queries.PlanQueries;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A plan of more people than the first part has goes on in the background. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class PlanInBackgroundTest {
  private static final WorkspaceId MANY = new WorkspaceId("wsp_planned_many");
  private static final String ROOT = "/api/v1/workspaces/" + MANY;
  private static final String PLAN = ROOT + "/syncs/plan";
  private static final int PEOPLE = PlanQueries.AT_ONCE + 1;

  private static RequestSpecification seeing(String role) {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(TokenIssuer.shared().memberWithPersonalData(MANY.value(), role));
  }

  private static RequestSpecification as(String role) {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(TokenIssuer.shared().member(MANY.value(), role));
  }

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  /** Not over the log, on which so many people would take a while. */
  private void store() throws SQLException {
    SortedMap<ProfileRef, ProfileState> people = new TreeMap<>();
    for (int i = 0; i < PEOPLE; i++) {
      ProfileId id = new ProfileId("prf_many_%04d".formatted(i));
      people.put(
          new ProfileRef(MANY, id),
          ProfileStateBuilder.builder()
              .workspace(MANY)
              .profile(id)
              .version(1)
              .identifiers(List.of(new Identifier(Identifier.EMAIL, i + "@example.org")))
              .traits(Map.of("name", TextNode.valueOf("Ann")))
              .consent(Map.of("orders", ConsentState.GRANTED))
              .subscriptions(Map.of())
              .lastGroup(null)
              .firstSeen(Instant.EPOCH)
              .lastSeen(Instant.EPOCH)
              .build());
    }
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      new PostgresPeople().keep(tx, people);
      tx.commit();
    }
  }

  @Test
  void aPlanOfManyPeopleIsComputedInTheBackgroundAndApplied() throws SQLException {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          Log.workspace(MANY.value());
          as("viewer").get(ROOT + "/connectors").then().statusCode(200);
        });
    as("engineer")
        .body(Api.hook("https://example.org/planned"))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(201);
    store();
    Map<String, Object> draft = Api.profilesTo("planned", "hook");
    Response first = seeing("marketer").body(draft).post(PLAN);
    first
        .then()
        .statusCode(202)
        .body("complete", equalTo(false))
        .body("plan", nullValue())
        .body("requests", nullValue())
        .body("run.pass", equalTo(1))
        .body("run.about", equalTo(PEOPLE));
    String run = first.path("run.id");
    as("viewer").get(PLAN + "/" + run).then().statusCode(403);
    Response done = done(run);
    done.then()
        .statusCode(200)
        .body("complete", equalTo(true))
        .body("people", equalTo(PEOPLE))
        .body("records.created", equalTo(PEOPLE))
        .body("requests", greaterThanOrEqualTo(1))
        .body("validUntil", notNullValue());
    as("marketer")
        .get(PLAN + "/" + run)
        .then()
        .statusCode(200)
        .body("approximate", equalTo(true))
        .body("plan", nullValue());
    seeing("marketer").post(PLAN + "/" + run + "/cancel").then().statusCode(409);
    seeing("marketer").get(PLAN + "/run_unknown").then().statusCode(404);
    as("engineer")
        .body(Map.of("rateLimit", Map.of("requests", 5, "perSeconds", 1)))
        .patch(ROOT + "/destinations/hook")
        .then()
        .statusCode(200);
    seeing("marketer")
        .queryParam("plan", (String) done.path("plan"))
        .body(draft)
        .post(ROOT + "/syncs")
        .then()
        .statusCode(409)
        .body("code", equalTo("plan-outdated"))
        .body("errors.pointer", contains("/destination", "/limits"));
    String again = seeing("marketer").body(draft).post(PLAN).path("run.id");
    String ticket = done(again).path("plan");
    String sync =
        seeing("marketer")
            .queryParam("plan", ticket)
            .queryParam("paused", true)
            .body(draft)
            .post(ROOT + "/syncs")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    seeing("marketer")
        .queryParam("plan", ticket)
        .post(ROOT + "/syncs/" + sync + "/rerun")
        .then()
        .statusCode(422);
  }

  private static Response done(String run) {
    return await()
        .atMost(BOUND)
        .until(
            () -> seeing("marketer").get(PLAN + "/" + run), answer -> answer.path("run") == null);
  }
}
