package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.tributary.contracts.id.RunId;
import dev.tributary.runtime.http.sse.ServerSentEvents;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.warehouse.WarehouseEnvironment;
import dev.tributary.warehouse.postgres.RunQueries;
import dev.tributary.warehouse.run.FollowedRuns;
import dev.tributary.warehouse.run.RunState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The progress of a run, as a client gets it. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class RunProgressTest {
  /** Longer than a test: a stream that only reads regularly would not see a change. */
  private static final Duration REGULARLY = Duration.ofHours(1);

  @Inject FollowedRuns followed;
  @Inject RunQueries runs;

  private final String table = Company.freshTable();
  private Shop shop;

  @BeforeEach
  void aTableOfPeople() throws Exception {
    shop = Shop.open();
    Company.execute(
        """
        create table %s as
        select i as id, 'p' || i || '@shop.example' as email, i / 10.0 as score
        from generate_series(1, 100) i\
        """
            .formatted(table));
    shop.warehouse("dw", Company.connection(Company.password()));
  }

  @Test
  void theStreamShowsARunUntilItsEnd() throws Exception {
    try (Roadblock roadblock = new Roadblock()) {
      String model = people("id > 0 and " + roadblock.before(50));
      roadblock.block();
      String run = shop.run(model);
      roadblock.awaitQuery();
      String token =
          TokenIssuer.shared().memberWithPersonalData(shop.workspace().value(), "viewer");
      try (HttpClient client = HttpClient.newHttpClient();
          Stream<String> lines = progress(client, run, token).body()) {
        Iterator<String> stream = lines.iterator();
        JsonPath first = nextRun(stream);
        assertThat(first.getString("state")).isEqualTo("running");
        assertThat(first.getString("phase")).isEqualTo("reading");
        roadblock.clear();
        JsonPath last = first;
        while (!last.getString("state").equals("succeeded")) {
          last = nextRun(stream);
        }
        assertThat(last.getString("id")).isEqualTo(run);
        assertThat(last.getLong("published")).isEqualTo(last.getLong("toPublish")).isEqualTo(100);
        assertThat(last.getMap("$"))
            .isEqualTo(
                shop.withPersonalData("viewer").get("/runs/{run}", run).jsonPath().getMap("$"));
        stream.forEachRemaining(line -> assertThat(line).as("after the end").isBlank());
      }
    }
  }

  @Test
  void aChangeOfTheRunWakesTheStream() throws Exception {
    try (Roadblock roadblock = new Roadblock()) {
      String model = people("id > 0 and " + roadblock.before(50));
      roadblock.block();
      RunId run = new RunId(shop.run(model));
      roadblock.awaitQuery();
      RunProgress progress =
          new RunProgress(
              followed,
              followed.follow(shop.workspace(), run),
              () -> runs.find(shop.workspace(), run),
              found -> RunView.of(found, MemberNames.ALL));
      roadblock.clear();
      ServerSentEvents.Batch batch = next(progress);
      while (!batch.last()) {
        batch = next(progress);
      }
      assertThat(batch.events())
          .extracting(event -> ((RunView) event.data()).state())
          .containsExactly(RunState.SUCCEEDED);
      progress.close();
    }
  }

  @Test
  void aCancelledRunEndsTheStream() throws Exception {
    try (Roadblock roadblock = new Roadblock()) {
      String model = people(roadblock.before(50));
      roadblock.block();
      String run = shop.run(model);
      roadblock.awaitQuery();
      String token = TokenIssuer.shared().member(shop.workspace().value(), "viewer");
      try (HttpClient client = HttpClient.newHttpClient();
          Stream<String> lines = progress(client, run, token).body()) {
        Iterator<String> stream = lines.iterator();
        assertThat(nextRun(stream).getString("state")).isEqualTo("running");
        shop.as("engineer").post("/runs/{run}/cancel", run).then().statusCode(202);
        JsonPath last = nextRun(stream);
        while (!last.getString("state").equals("cancelled")) {
          last = nextRun(stream);
        }
        stream.forEachRemaining(line -> assertThat(line).as("after the end").isBlank());
      }
    }
  }

  @Test
  void theStreamHidesTheSameNumbersAsTheRun() throws Exception {
    String run = shop.finished(shop.run(people("id < 70"))).getString("id");
    String token = TokenIssuer.shared().member(shop.workspace().value(), "viewer");
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines = progress(client, run, token).body()) {
      JsonPath only = nextRun(lines.iterator());
      assertThat(only.getMap("approximate")).isNotNull();
      assertThat(only.getMap("$"))
          .isEqualTo(shop.as("viewer").get("/runs/{run}", run).jsonPath().getMap("$"));
    }
  }

  @Test
  void theStreamEndsWithTheTokenOfTheCaller() throws Exception {
    String brief =
        TokenIssuer.shared()
            .brief(Duration.ofSeconds(5), "viewer", "/ws/" + shop.workspace() + "/viewer");
    try (Roadblock roadblock = new Roadblock()) {
      String model = people(roadblock.before(50));
      roadblock.block();
      String run = shop.run(model);
      roadblock.awaitQuery();
      try (HttpClient client = HttpClient.newHttpClient();
          Stream<String> lines = progress(client, run, brief).body()) {
        CompletableFuture<Long> sent = CompletableFuture.supplyAsync(lines::count);
        assertThat(sent).succeedsWithin(Shop.PATIENCE);
        assertThat(sent.join()).isPositive();
      }
      shop.as("viewer").get("/runs/{run}", run).then().body("state", is("running"));
      roadblock.clear();
      shop.finished(run);
    }
  }

  @Test
  void theProgressOfAnUnknownRunIsNotFound() {
    shop.as("viewer")
        .accept("text/event-stream")
        .get("/runs/none-such/progress")
        .then()
        .statusCode(404);
  }

  private static ServerSentEvents.Batch next(RunProgress progress) {
    return progress.next(REGULARLY).await().atMost(Shop.PATIENCE);
  }

  private String people(String condition) {
    return shop.people(
        "customers",
        "dw",
        Map.of("query", "select id, email, score from %s where %s".formatted(table, condition)));
  }

  private HttpResponse<Stream<String>> progress(HttpClient client, String run, String token)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/api/v1/workspaces/%s/runs/%s/progress"
                        .formatted(RestAssured.port, shop.workspace(), run)))
            .header("Authorization", "Bearer " + token)
            .timeout(Shop.PATIENCE)
            .build();
    HttpResponse<Stream<String>> response =
        client.send(request, HttpResponse.BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().allValues("content-type"))
        .isEqualTo(List.of("text/event-stream"));
    return response;
  }

  /** The run in the next event; comments have none. */
  private static JsonPath nextRun(Iterator<String> lines) {
    Map<String, String> fields = new HashMap<>();
    while (!fields.containsKey("data")) {
      fields.clear();
      String line = lines.next();
      while (!line.isBlank()) {
        String[] field = line.split(":", 2);
        fields.put(field[0], field[1]);
        line = lines.next();
      }
    }
    assertThat(fields).containsEntry("event", "run");
    return JsonPath.from(fields.get("data"));
  }
}
