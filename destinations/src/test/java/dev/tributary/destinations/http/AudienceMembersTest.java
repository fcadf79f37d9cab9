package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.field;
import static dev.tributary.destinations.http.Api.membersTo;
import static dev.tributary.destinations.http.Api.profilesTo;
import static dev.tributary.destinations.http.Api.seeing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries and counts do not tell who is in an audience. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class AudienceMembersTest {
  private static final String AUDIENCE = "aud_members";

  /** Nothing of these people goes to the destinations of other tests. */
  private static final String PURPOSE = "membership";

  private final StandInServer server =
      new StandInServer((method, uri, headers, body) -> new Reply(422, "No"));

  private String key = "";
  private String sync = "";
  private String delivery = "";
  private String member = "";

  @BeforeEach
  void aMemberIsRejected() {
    Api.awaitWorkspace();
    key = "members-" + System.nanoTime();
    member = "prf_" + key;
    AudienceId audience = new AudienceId(AUDIENCE + System.nanoTime());
    Log.audience(WORKSPACE, audience);
    destination(key, server.url(), PURPOSE).then().statusCode(201);
    Log.person(WORKSPACE, new ProfileId(member), 1, Map.of(PURPOSE, ConsentState.GRANTED), null);
    Log.enters(WORKSPACE, audience, new ProfileId(member));
    sync = membersTo(key, key, audience);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing("viewer")
                .get(ROOT + "/deliveries?sync=" + sync + "&state=rejected")
                .then()
                .body("data", hasSize(1)));
    delivery =
        seeing("viewer").get(ROOT + "/deliveries?sync=" + sync).jsonPath().getString("data[0].id");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aDeliveryDoesNotTellWhoseItIs() {
    as("viewer")
        .get(ROOT + "/deliveries/" + delivery)
        .then()
        .statusCode(200)
        .body("state", equalTo("rejected"))
        .body("profile", nullValue())
        .body("rootEvent", nullValue())
        .body("vendorId", nullValue())
        .body(not(containsString(member)));
    as("viewer")
        .get(ROOT + "/deliveries?sync=" + sync)
        .then()
        .body("data", hasSize(1))
        .body(not(containsString(member)));
    as("marketer")
        .post(ROOT + "/deliveries/" + delivery + "/retry")
        .then()
        .statusCode(200)
        .body(not(containsString(member)));
    seeing("viewer")
        .get(ROOT + "/deliveries/" + delivery)
        .then()
        .body("profile", equalTo(member))
        .body("rootEvent", not(nullValue()));
  }

  /** The answer decides whether the notice of an alert may have numbers. */
  @Test
  void otherServicesLearnThatTheFiguresOfTheSyncAreHidden() {
    assertThat(figuresFrom(sync)).as("of an audience").isNull();
    assertThat(figuresFrom("syn_absent")).as("of a sync that is not there").isNull();
    String other = "all-" + key;
    destination(other, server.url(), PURPOSE).then().statusCode(201);
    String everyone = Api.profiles(other, other).then().statusCode(201).extract().path("id");
    Instant changed =
        Instant.parse(as("viewer").get(ROOT + "/syncs/" + everyone).path("updatedAt"));
    assertThat(Instant.parse(figuresFrom(everyone)))
        .as("of a sync of everyone: an earlier figure may count deliveries to members")
        .isCloseTo(changed.plus(Fact.SyncDeliveries.WINDOW), within(1, ChronoUnit.SECONDS));
  }

  private static String figuresFrom(String asked) {
    return Api.internal("syncs/" + asked + "/visibility?workspace=" + WORKSPACE)
        .then()
        .statusCode(200)
        .extract()
        .path("from");
  }

  @Test
  void theHoursOfTheDestinationDoNotTellHowManyThereAre() {
    await().atMost(BOUND).until(() -> failed(seeing("viewer")) == 1);
    assertThat(failed(as("viewer"))).isZero();
  }

  @Test
  void theHoursOfTheDestinationStayRoundedAfterItsOnlySyncIsDeleted() {
    await().atMost(BOUND).until(() -> failed(seeing("viewer")) == 1);
    seeing("marketer").delete(ROOT + "/syncs/" + sync).then().statusCode(204);
    assertThat(failed(as("viewer"))).isZero();
    assertThat(failed(seeing("viewer"))).isEqualTo(1);
  }

  @Test
  void theHoursOfTheWorkspaceDoNotTellHowManyThereAre() {
    String all = ROOT + "/deliveries/counts";
    await().atMost(BOUND).until(() -> failed(seeing("viewer"), all) > 0);
    // In this order: other tests deliver to the same workspace, and numbers only grow.
    assertThat(failed(as("viewer"), all)).isLessThan(failed(seeing("viewer"), all));
  }

  /** The other sync has exact numbers, which a caller could subtract from a rounded sum. */
  @Test
  void theNumbersOfAnotherSyncAreExactAlsoInSums() {
    seeing("marketer")
        .body(
            Map.of(
                "key",
                "events-" + key,
                "name",
                "Events",
                "destination",
                key,
                "from",
                Map.of("kind", "events", "names", List.of("Order Completed")),
                "object",
                "events"))
        .post(ROOT + "/syncs")
        .then()
        .statusCode(201);
    Log.person(
        WORKSPACE,
        new ProfileId(member),
        2,
        Map.of(PURPOSE, ConsentState.GRANTED),
        Log.applied(new EventId("evt_" + key), Map.of()));
    await().atMost(BOUND).until(() -> failed(seeing("viewer")) == 2);
    assertThat(failed(as("viewer"))).isEqualTo(1);
    as("marketer")
        .body(Map.of("destination", key, "state", "rejected"))
        .post(ROOT + "/deliveries/retry")
        .then()
        .statusCode(200)
        .body("retried", equalTo(1))
        .body("approximate.about", equalTo(1));
  }

  private int failed(RequestSpecification caller) {
    return failed(caller, ROOT + "/destinations/" + key + "/counts");
  }

  private static int failed(RequestSpecification caller, String counts) {
    return caller.get(counts).jsonPath().getList("data.failed", Integer.class).stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  @Test
  void nobodyCanBeAskedForByName() {
    for (String filter : new String[] {"profile=" + member, "event=evt_1"}) {
      as("viewer")
          .get(ROOT + "/deliveries?sync=" + sync + "&" + filter)
          .then()
          .statusCode(403)
          .body("detail", containsString("personal-data:read"));
    }
    as("viewer")
        .get(ROOT + "/deliveries?profile=" + member)
        .then()
        .body("data.sync", not(hasItem(sync)));
    as("viewer")
        .get(ROOT + "/profiles/" + member + "/deliveries")
        .then()
        .statusCode(200)
        .body("data.sync", not(hasItem(sync)));
    as("marketer")
        .body(Map.of("sync", sync, "profile", member))
        .post(ROOT + "/deliveries/retry")
        .then()
        .statusCode(403);
    seeing("viewer")
        .get(ROOT + "/profiles/" + member + "/deliveries")
        .then()
        .body("data.sync", hasItem(sync));
    seeing("viewer")
        .get(ROOT + "/deliveries?sync=" + sync + "&profile=" + member)
        .then()
        .body("data", hasSize(1));
  }

  /** A record has the sync that changed it last, so that sync would be missing for members only. */
  @Test
  void aSyncThatSharesRecordsWithTheAudienceFindsNobodyByNameEither() {
    String other = "prf_other-" + key;
    Log.person(WORKSPACE, new ProfileId(other), 1, Map.of(PURPOSE, ConsentState.GRANTED), null);
    Map<String, Object> wanted = new HashMap<>(profilesTo("all-" + key, key));
    wanted.put("mapping", List.of(field("plan", Map.of("kind", "constant", "value", "basic"))));
    String everyone =
        seeing("marketer")
            .body(wanted)
            .post(ROOT + "/syncs")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing("viewer")
                .get(ROOT + "/deliveries?sync=" + everyone + "&profile=" + other)
                .then()
                .statusCode(200)
                .body("data", hasSize(1)));
    for (String filter : new String[] {"profile=" + other, "profile=" + member, "event=evt_1"}) {
      as("viewer")
          .get(ROOT + "/deliveries?sync=" + everyone + "&" + filter)
          .then()
          .statusCode(403)
          .body("detail", containsString("personal-data:read"));
    }
    for (String person : new String[] {other, member}) {
      as("viewer")
          .get(ROOT + "/deliveries?destination=" + key + "&profile=" + person)
          .then()
          .statusCode(200)
          .body("data", empty());
      as("viewer")
          .get(ROOT + "/profiles/" + person + "/deliveries")
          .then()
          .statusCode(200)
          .body("data.sync", not(hasItem(everyone)));
    }
    as("viewer")
        .get(ROOT + "/deliveries?sync=" + everyone + "&limit=200")
        .then()
        .statusCode(200)
        .body("data", not(empty()))
        .body("data.profile", everyItem(nullValue()))
        .body(not(containsString(other)));
  }

  @Test
  void aSyncThatIsDeletedTellsNobodyEither() {
    seeing("marketer").delete(ROOT + "/syncs/" + sync).then().statusCode(204);
    as("viewer")
        .get(ROOT + "/deliveries?sync=" + sync)
        .then()
        .statusCode(200)
        .body(not(containsString(member)));
    as("viewer")
        .get(ROOT + "/deliveries?profile=" + member)
        .then()
        .body("data.sync", not(hasItem(sync)));
  }

  @Test
  void numbersAreRounded() {
    as("viewer")
        .get(ROOT + "/syncs/" + sync)
        .then()
        .statusCode(200)
        .body("counts", anEmptyMap())
        .body("approximate", equalTo(true))
        .body("run.seen", equalTo(0));
    as("viewer")
        .get(ROOT + "/syncs?limit=200")
        .then()
        .body("data.find { it.id == '" + sync + "' }.counts", anEmptyMap());
    as("viewer")
        .get(ROOT + "/deliveries/causes?sync=" + sync)
        .then()
        .body("data", hasSize(1))
        .body("data[0].count", equalTo(0))
        .body("data[0].approximate.fewerThan", equalTo(50));
    as("viewer")
        .get(ROOT + "/syncs/" + sync + "/progress")
        .then()
        .statusCode(200)
        .body("counts", anEmptyMap())
        .body("approximate", equalTo(true))
        .body("arrivedLastMinute", nullValue())
        .body("waits", empty())
        .body("complete", equalTo(false))
        .body("shortestSeconds", nullValue())
        .body("run.seen", equalTo(0));
    seeing("viewer")
        .get(ROOT + "/syncs/" + sync + "/progress")
        .then()
        .body("counts.rejected", equalTo(1))
        .body("waits", empty())
        .body("complete", equalTo(true))
        .body("arrivedLastMinute", notNullValue());
    String ofSync = "refused.find { it.sync == '" + sync + "' }";
    as("viewer")
        .get(ROOT + "/inbox")
        .then()
        .statusCode(200)
        .body(ofSync + ".count", equalTo(0))
        .body(ofSync + ".approximate.fewerThan", equalTo(50))
        .body(ofSync + ".sample.profile", nullValue())
        .body(not(containsString(member)));
    seeing("viewer")
        .get(ROOT + "/inbox")
        .then()
        .body(ofSync + ".count", equalTo(1))
        .body(ofSync + ".approximate", nullValue())
        .body(ofSync + ".sample.profile", equalTo(member));
    seeing("viewer")
        .get(ROOT + "/syncs/" + sync)
        .then()
        .body("counts.rejected", equalTo(1))
        .body("approximate", equalTo(false));
    seeing("viewer")
        .get(ROOT + "/deliveries/causes?sync=" + sync)
        .then()
        .body("data[0].count", equalTo(1))
        .body("data[0].approximate", nullValue());
    as("marketer")
        .body(Map.of("sync", sync, "state", "rejected"))
        .post(ROOT + "/deliveries/retry")
        .then()
        .statusCode(200)
        .body("retried", equalTo(0))
        .body("approximate.fewerThan", equalTo(50));
  }
}
