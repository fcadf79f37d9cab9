package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.profiles;
import static dev.tributary.destinations.http.Api.seeing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sync log in the order of creation, and in the order of the latest change. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class DeliveryOrderTest {
  /** Nothing of the people of this test goes to the destinations of other tests. */
  private static final String PURPOSE = "order-of-deliveries";

  private final StandInServer server =
      new StandInServer((method, uri, headers, body) -> new Reply(422, "No"));

  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  @AfterEach
  void theDestinationEnds() {
    server.close();
  }

  @Test
  void theLatestChangeComesFirstAndPagesFollowEachOther() {
    String list = threeRejectedDeliveries();
    List<String> created = ids(list);
    assertThat(created).isSortedAccordingTo(Comparator.reverseOrder());
    String oldest = created.getLast();
    seeing("marketer").post(ROOT + "/deliveries/" + oldest + "/retry").then().statusCode(200);
    awaitRejected(list);

    List<String> changed = ids(list + "&sort=changed");
    assertThat(changed).hasSameElementsAs(created).startsWith(oldest);
    assertThat(times(list + "&sort=changed", "changedAt"))
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(times(list, "createdAt")).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(ids(list + "&sort=created")).isEqualTo(created).isEqualTo(ids(list));

    String page = list + "&sort=changed&limit=1";
    for (String expected : changed) {
      String next =
          seeing("viewer")
              .get(page)
              .then()
              .statusCode(200)
              .body("data.id", contains(expected))
              .extract()
              .path("nextCursor");
      page = list + "&sort=changed&limit=1&cursor=" + next;
    }
    assertThat(page).endsWith("cursor=null");
  }

  @Test
  void anUnknownOrderAndACursorOfAnotherListAreRefused() {
    String list = ROOT + "/deliveries?sort=";
    seeing("viewer").get(list + "sync").then().statusCode(400);
    seeing("viewer").get(list + "changed&cursor=dlv_1").then().statusCode(400);
    String place = "2026-03-01T10:00:00Z_dlv_1";
    seeing("viewer").get(list + "changed&cursor=" + place).then().statusCode(200);
    seeing("viewer").get(list + "created&cursor=" + place).then().statusCode(400);
    String longAgo = "-999999999-01-01T00:00:00Z_dlv_1";
    seeing("viewer").get(list + "changed&cursor=" + longAgo).then().statusCode(400);
  }

  /** The index of this order is for the whole log. */
  @Test
  void theOrderOfTheLatestChangeIsRefusedForOneSyncOrDestination() {
    destination("in-order", server.url(), "nobody-agrees").then().statusCode(201);
    String sync = profiles("in-order", "in-order").then().statusCode(201).extract().path("id");
    String list = ROOT + "/deliveries?sort=changed";
    seeing("viewer").get(list + "&sync=" + sync).then().statusCode(400);
    seeing("viewer")
        .get(list + "&destination=in-order")
        .then()
        .statusCode(400)
        .body("detail", containsString("without the filters destination and sync"));
  }

  /** Creates them, and returns the address of the list that has only them. */
  private String threeRejectedDeliveries() {
    person("prf_ordered");
    for (int i = 1; i <= 3; i++) {
      destination("ordered-" + i, server.url(), PURPOSE).then().statusCode(201);
      profiles("ordered-" + i, "ordered-" + i).then().statusCode(201);
    }
    String list = ROOT + "/deliveries?profile=prf_ordered&state=rejected";
    awaitRejected(list);
    return list;
  }

  private static void awaitRejected(String list) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> seeing("viewer").get(list).then().body("data", hasSize(3)));
  }

  private static List<String> ids(String list) {
    return seeing("viewer").get(list).jsonPath().getList("data.id");
  }

  private static List<Instant> times(String list, String field) {
    return seeing("viewer").get(list).jsonPath().getList("data." + field, String.class).stream()
        .map(Instant::parse)
        .toList();
  }

  private static void person(String profile) {
    Log.person(
        WORKSPACE,
        new ProfileId(profile),
        1,
        Map.of("name", TextNode.valueOf("Ordered")),
        Map.of(PURPOSE, ConsentState.GRANTED),
        null);
  }
}
