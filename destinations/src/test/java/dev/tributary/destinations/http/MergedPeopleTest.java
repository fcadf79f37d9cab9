package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.contracts.id.ProfileId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class MergedPeopleTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  @Test
  void whatWasSentOfSomebodyWhoWasMergedIsFoundAtWhoLivesOn() {
    Log.person(WORKSPACE, new ProfileId("prf_taken_in"), 1, Map.of(), null);
    Log.person(WORKSPACE, new ProfileId("prf_living"), 1, Map.of(), null);
    deliveries("prf_taken_in").then().statusCode(200);
    Log.merged(WORKSPACE, new ProfileId("prf_taken_in"), 2, new ProfileId("prf_living"));
    await().atMost(BOUND).until(() -> deliveries("prf_taken_in").statusCode() == 308);
    deliveries("prf_taken_in")
        .then()
        .header("Location", ROOT + "/profiles/prf_living/deliveries?limit=5");
    deliveries("prf_living").then().statusCode(200);
  }

  @Test
  void whoIsBeingTakenApartIsWaitedForUntilBothAreKnownWithTheirAudiences() {
    Log.person(WORKSPACE, new ProfileId("prf_both"), 1, Map.of(), null);
    Log.unmerged(WORKSPACE, new ProfileId("prf_both"), 2, new ProfileId("prf_left"));
    awaitSeparations(1);
    Log.decided(WORKSPACE, new ProfileId("prf_left"), 1);
    Log.person(WORKSPACE, new ProfileId("prf_left"), 1, Map.of(), null);
    Log.decided(WORKSPACE, new ProfileId("prf_both"), 2);
    Log.person(WORKSPACE, new ProfileId("prf_both"), 2, Map.of(), null);
    awaitSeparations(0);
  }

  private static void awaitSeparations(int pending) {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            Api.internal("pipeline?workspace=" + WORKSPACE)
                .then()
                .statusCode(200)
                .body("pending.separations", equalTo(pending)));
  }

  private static Response deliveries(String profile) {
    return as("viewer")
        .redirects()
        .follow(false)
        .get(ROOT + "/profiles/" + profile + "/deliveries?limit=5");
  }
}
