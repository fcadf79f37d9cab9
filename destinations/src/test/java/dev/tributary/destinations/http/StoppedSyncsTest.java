package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.SECRET;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.profiles;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sync that stopped because of its destination goes on once the destination is corrected. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class StoppedSyncsTest {
  private static final String FORBIDDEN = "https://169.254.169.254/hook";

  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  @Test
  void aCorrectedDestinationResumesAStoppedSyncAndNoSyncThatAUserPaused() {
    AtomicInteger requests = new AtomicInteger();
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> {
          requests.incrementAndGet();
          return new Reply(200, "{}");
        })) {
      destination("corrected", FORBIDDEN, "orders").then().statusCode(201);
      profiles("corrected", "corrected").then().statusCode(201);
      Log.person(WORKSPACE, new ProfileId("prf_corrected"), 1, Map.of(), null);
      reaches("corrected", "misconfigured");
      change(Map.of("name", "Corrected"));
      reaches("corrected", "misconfigured");
      change(Map.of("settings", settings(server.url() + "/one")));
      reaches("corrected", "active");
      await().atMost(BOUND).until(() -> requests.get() > 0);

      Api.seeing("marketer").post(ROOT + "/syncs/corrected/pause").then().statusCode(200);
      change(Map.of("settings", settings(server.url() + "/another")));
      reaches("corrected", "paused");
    }
  }

  private static Map<String, Object> settings(String url) {
    return Map.of("url", url, "signingSecret", SECRET);
  }

  private static void change(Map<String, Object> patch) {
    Api.seeing("engineer")
        .body(patch)
        .patch(ROOT + "/destinations/corrected")
        .then()
        .statusCode(200);
  }

  private static void reaches(String sync, String state) {
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> as("viewer").get(ROOT + "/syncs/" + sync).then().body("state", equalTo(state)));
  }
}
