package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.profilesTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.postgres.queries.FunnelQueries;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class FunnelApiTest {
  private static final AudienceId AUDIENCE = new AudienceId("aud_funnel");

  @Inject DefinitionStore<SyncSpec> syncs;

  @Inject SyncBinding binding;

  @Inject FunnelQueries funnels;

  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  @Test
  void anAudiencesSyncTellsWhoComesHowFarAndWhereTheOthersStop() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) ->
            body.contains("prf_funnel_refused@") ? new Reply(422, "No") : new Reply(200, ""))) {
      Log.audience(WORKSPACE, AUDIENCE);
      destination("funnel", server.url(), "marketing").then().statusCode(201);
      person("prf_funnel_taken", ConsentState.GRANTED);
      person("prf_funnel_refused", ConsentState.GRANTED);
      person("prf_funnel_silent", ConsentState.DENIED);
      String id = Api.membersTo("funnel", "funnel", AUDIENCE);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              Api.seeing("viewer")
                  .get(ROOT + "/syncs/funnel/funnel")
                  .then()
                  .statusCode(200)
                  .body("steps.count", contains(3, 3, 2, 2, 1))
                  .body("steps[4].stops.code", contains("rejected")));
      as("viewer")
          .get(ROOT + "/syncs/funnel/funnel")
          .then()
          .body("steps.count", contains(0, 0, 0, 0, 0))
          .body("steps.approximate.fewerThan", contains(50, 50, 50, 50, 50))
          .body("steps.stops.flatten()", hasSize(0));
      Api.seeing("viewer")
          .get(ROOT + "/syncs/funnel/funnel")
          .then()
          .body("sync", equalTo(id))
          .body("complete", equalTo(true))
          .body("asOf", not(nullValue()))
          .body("steps.step", contains("people", "identifier", "consent", "sent", "accepted"))
          .body("steps[0].stops", hasSize(0))
          .body("steps[2].stops.code", contains("consent"))
          .body("steps[2].stops.purpose", contains("marketing"))
          .body("steps[2].stops.count", contains(1))
          .body("steps[2].stops[0].deliveries.state", equalTo("withheld"))
          .body("steps[3].stops", hasSize(0))
          .body("steps[4].stops[0].deliveries.sync", equalTo(id))
          .body("steps[4].deliveries.state", equalTo("delivered"));
      // A record of the preview, masked as it is, would tell that the person is a member.
      as("viewer")
          .get(ROOT + "/syncs/funnel/preview?profile=prf_funnel_taken")
          .then()
          .statusCode(200)
          .body("records", hasSize(0));
      Api.seeing("viewer")
          .get(ROOT + "/syncs/funnel/preview?profile=prf_funnel_taken")
          .then()
          .body("records", hasSize(1));
      Api.seeing("viewer")
          .get(ROOT + "/deliveries?sync=" + id + "&state=rejected")
          .then()
          .body("data.profile", contains("prf_funnel_refused"));
      as("viewer")
          .get(ROOT + "/deliveries?sync=" + id + "&state=rejected")
          .then()
          .statusCode(200)
          .body("data", hasSize(1))
          .body("data[0].profile", nullValue());
      RestAssured.given()
          .auth()
          .oauth2(TokenIssuer.shared().member("wsp_other", "viewer"))
          .get(ROOT + "/syncs/funnel/funnel")
          .then()
          .statusCode(404);
    }
  }

  @Test
  void theCountsOfANewSyncSayWhoWouldBeCreatedUpdatedAndNotSent() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(200, ""))) {
      AudienceId existing = new AudienceId("aud_existing_sync");
      AudienceId audience = new AudienceId("aud_new_sync");
      Log.audience(WORKSPACE, existing);
      Log.audience(WORKSPACE, audience);
      destination("new-sync", server.url(), "marketing").then().statusCode(201);
      member(existing, "prf_new_sync_sent", ConsentState.GRANTED);
      Map<String, Object> other = Api.field("other", Map.of("kind", "trait", "name", "name"));
      String first = Api.membersTo("existing-sync", "new-sync", existing, other);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              Api.seeing("viewer")
                  .get(ROOT + "/syncs/" + first)
                  .then()
                  .body("counts.delivered", equalTo(1)));
      Log.enters(WORKSPACE, audience, new ProfileId("prf_new_sync_sent"));
      member(audience, "prf_new_sync_fresh", ConsentState.GRANTED);
      member(audience, "prf_new_sync_silent", ConsentState.DENIED);
      Map<String, Object> draft = new HashMap<>(profilesTo("drafted", "new-sync"));
      draft.put("from", Map.of("kind", "audience", "audience", audience));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              Api.seeing("marketer")
                  .body(draft)
                  .post(ROOT + "/syncs/preview/counts")
                  .then()
                  .statusCode(200)
                  .body("people", equalTo(3))
                  .body("created", equalTo(1))
                  .body("updated", equalTo(1))
                  .body("notSent.code", contains("consent"))
                  .body("notSent.purpose", contains("marketing"))
                  .body("notSent.count", contains(1))
                  .body("complete", equalTo(true))
                  .body("approximate", equalTo(false))
                  .body("requests", equalTo(1))
                  .body("shortestSeconds", nullValue()));
      as("marketer")
          .body(draft)
          .post(ROOT + "/syncs/preview/counts")
          .then()
          .statusCode(200)
          .body("people", equalTo(0))
          .body("created", equalTo(0))
          .body("notSent", hasSize(0))
          .body("approximate", equalTo(true));
      as("viewer").body(draft).post(ROOT + "/syncs/preview/counts").then().statusCode(403);
      as("viewer").get(ROOT + "/syncs/drafted").then().statusCode(404);
    }
  }

  @Test
  void aNewSyncOfEventsHasNoCountsOfPeople() {
    destination("new-events", "https://example.org/events", "orders").then().statusCode(201);
    Api.seeing("marketer")
        .body(
            Map.of(
                "destination", "new-events",
                "from", Map.of("kind", "events"),
                "object", "events"))
        .post(ROOT + "/syncs/preview/counts")
        .then()
        .statusCode(409)
        .body("code", equalTo("conflict"));
  }

  /** The rows are locked, so the count waits. */
  @Test
  void aFunnelThatIsCountedTooLongIsEnded() throws Exception {
    destination("funnel-slow", "https://example.org/funnel", "marketing").then().statusCode(201);
    String id =
        Api.seeing("marketer")
            .body(profilesTo("funnel-slow", "funnel-slow"))
            .post(ROOT + "/syncs")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    StoredDefinition<SyncSpec> stored = syncs.require(WORKSPACE, id);
    Catalogue.Sync sync =
        binding.bound(WORKSPACE, new SyncId(id), stored.name(), stored.version(), stored.spec());
    try (CallerDeadline deadline = new CallerDeadline(Duration.ofMillis(300), () -> null);
        Connection tx = worker();
        Statement statement = tx.createStatement()) {
      tx.setAutoCommit(false);
      statement.execute("lock table person in access exclusive mode");
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> deadline.within(() -> funnels.of(sync)))
          .satisfies(problem -> assertThat(problem.code()).isEqualTo(Problems.QUERY_TOO_LONG));
      tx.rollback();
      assertThat(funnels.of(sync).complete()).isTrue();
    }
  }

  private static Connection worker() throws SQLException {
    Config config = ConfigProvider.getConfig();
    return DriverManager.getConnection(
        config.getValue("DATABASE_URL", String.class),
        config.getValue("DATABASE_WORKER_USER", String.class),
        config.getValue("DATABASE_WORKER_PASSWORD", String.class));
  }

  private static void person(String profile, ConsentState answer) {
    member(AUDIENCE, profile, answer);
  }

  private static void member(AudienceId audience, String profile, ConsentState answer) {
    Log.person(WORKSPACE, new ProfileId(profile), 1, Map.of("marketing", answer), null);
    Log.enters(WORKSPACE, audience, new ProfileId(profile));
  }

  @Test
  void whatIsNotAboutPeopleHasNone() {
    destination("funnel-events", "https://example.org/funnel", "orders").then().statusCode(201);
    Api.seeing("marketer")
        .body(
            Map.of(
                "key", "funnel-events",
                "name", "Events",
                "destination", "funnel-events",
                "from", Map.of("kind", "events"),
                "object", "events"))
        .post(ROOT + "/syncs")
        .then()
        .statusCode(201);
    as("viewer")
        .get(ROOT + "/syncs/funnel-events/funnel")
        .then()
        .statusCode(409)
        .body("code", equalTo("conflict"));
    as("viewer").get(ROOT + "/syncs/none/funnel").then().statusCode(404);
  }
}
