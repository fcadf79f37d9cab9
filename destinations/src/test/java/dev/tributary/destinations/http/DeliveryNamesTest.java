package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.membersTo;
import static dev.tributary.destinations.http.Api.profiles;
import static dev.tributary.destinations.http.Api.seeing;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Deliveries show people by name, as far as the caller may see it. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class DeliveryNamesTest {
  private static final Ids IDS = new Ids(Clock.systemUTC(), new SecureRandom());

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  /** Nothing of the people of a test goes to the destinations of other tests. */
  private String purpose;

  private static final AudienceId AUDIENCE = new AudienceId("aud_names");

  private final StandInServer server =
      new StandInServer((method, uri, headers, body) -> new Reply(422, "No"));

  @BeforeEach
  void aWorkspaceIsKnown(TestInfo test) {
    Api.awaitWorkspace();
    purpose = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void theDestinationEnds() {
    server.close();
  }

  @Test
  void aListADeliveryAndTheDeliveriesOfAPersonHaveTheName() {
    destination("names", server.url(), purpose).then().statusCode(201);
    person("prf_names_ann", "Ann Smith");
    person("prf_names_bob", " ");
    String sync = profiles("names", "names").then().statusCode(201).extract().path("id");
    String list = ROOT + "/deliveries?state=rejected&sync=" + sync;
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing("viewer")
                .get(list)
                .then()
                .body(
                    "data.person.text",
                    containsInAnyOrder("Ann Smith", "prf_names_bob@example.org"))
                .body("data.person.source", containsInAnyOrder("name", "email")));
    as("viewer")
        .get(list)
        .then()
        .statusCode(200)
        .body("data.profile", containsInAnyOrder("prf_names_ann", "prf_names_bob"))
        .body("data.person.text", containsInAnyOrder("Person …_ann", "Person …_bob"))
        .body("data.person.source", everyItem(equalTo("id")))
        .body(not(containsString("Ann Smith")));

    String ofAnn = ROOT + "/profiles/prf_names_ann/deliveries";
    seeing("viewer").get(ofAnn).then().body("data[0].person.text", equalTo("Ann Smith"));
    as("viewer").get(ofAnn).then().body("data[0].person.source", equalTo("id"));
    String delivery = ROOT + "/deliveries/" + seeing("viewer").get(ofAnn).path("data[0].id");
    seeing("viewer").get(delivery).then().body("person.text", equalTo("Ann Smith"));
    as("viewer").get(delivery).then().body("person.source", equalTo("id"));
    seeing("marketer")
        .post(delivery + "/retry")
        .then()
        .statusCode(200)
        .body("person.text", equalTo("Ann Smith"));
  }

  @Test
  void aDeliveryOfAMergedProfileHasTheNameOfTheSurvivor() {
    destination("names-merged", server.url(), purpose).then().statusCode(201);
    person("prf_names_old", "Old");
    person("prf_names_new", "New");
    String sync =
        profiles("names-merged", "names-merged").then().statusCode(201).extract().path("id");
    String list = ROOT + "/deliveries?state=rejected&sync=" + sync;
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing("viewer")
                .get(list)
                .then()
                .body("data.person.text", containsInAnyOrder("Old", "New")));
    Log.merged(WORKSPACE, new ProfileId("prf_names_old"), 2, new ProfileId("prf_names_new"));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing("viewer")
                .get(list)
                .then()
                .body("data.person.text", containsInAnyOrder("New", "New")));
  }

  @Test
  void whoeverMayNotKnowTheMembersOfAnAudienceSeesNobody() {
    Log.audience(WORKSPACE, AUDIENCE);
    destination("names-members", server.url(), purpose).then().statusCode(201);
    person("prf_names_member", "Mia");
    Log.enters(WORKSPACE, AUDIENCE, new ProfileId("prf_names_member"));
    String sync = membersTo("names-members", "names-members", AUDIENCE);
    String list = ROOT + "/deliveries?sync=" + sync;
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            seeing("viewer")
                .get(list)
                .then()
                .body("data", hasSize(1))
                .body("data[0].person.text", equalTo("Mia")));
    as("viewer")
        .get(list)
        .then()
        .statusCode(200)
        .body("data", hasSize(1))
        .body("data[0].profile", nullValue())
        .body("data[0].person", nullValue());
  }

  @Test
  void theRecordOfAMembershipIsTheMatchValueOfItsMember() {
    destination("names-lists", server.url(), purpose).then().statusCode(201);
    person("prf_names_listed", "Lisa");
    String sync =
        profiles("names-lists", "names-lists").then().statusCode(201).extract().path("id");
    String list = ROOT + "/deliveries?state=rejected&sync=" + sync;
    String email = "prf_names_listed@example.org";
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> seeing("viewer").get(list).then().body("data.record", contains(email)));
    String member = seeing("viewer").get(list).path("data[0].id");
    String membership = membership(member, member);
    String ofMissing = membership(member, IDS.next(Ids.DELIVERY));
    String ownKey = "list/" + ofMissing;

    seeing("viewer").get(list).then().body("data.record", containsInAnyOrder(email, email, ownKey));
    as("viewer")
        .get(list)
        .then()
        .body("data", hasSize(3))
        .body("data.record.masked", everyItem(equalTo(true)))
        .body(not(containsString(email)));
    String route = ROOT + "/deliveries/";
    seeing("viewer").get(route + membership).then().body("record", equalTo(email));
    as("viewer").get(route + membership).then().body("record.masked", equalTo(true));
    seeing("viewer").get(route + ofMissing).then().body("record", equalTo(ownKey));
    as("viewer").get(route + ofMissing).then().body("record.masked", equalTo(true));
  }

  /** Stores the membership of a member whose record was rejected, and returns its id. */
  private String membership(String member, String parent) {
    String id = IDS.next(Ids.DELIVERY);
    String insert =
        """
        insert into delivery (id, workspace, destination, space, record_key, is_event, sync, object,
          owner, parent, version, hash, state, lane, root_event, root_received_at)
        select cast(:id as text), workspace, destination, space, 'list/' || cast(:id as text), false,
          sync, 'list-memberships', owner, cast(:parent as text), version, hash, state, lane,
          root_event, root_received_at
        from delivery d where d.id = :member\
        """;
    Jdbi.create(worker)
        .useHandle(tx ->
            tx.createUpdate(insert)
                .bind("id", id)
                .bind("parent", parent)
                .bind("member", member)
                .execute());
    return id;
  }

  private void person(String profile, String name) {
    Log.person(
        WORKSPACE,
        new ProfileId(profile),
        1,
        Map.of("name", TextNode.valueOf(name)),
        Map.of(purpose, ConsentState.GRANTED),
        null);
  }
}
