package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see of a run that is under way, and how they end it. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class RunControlTest {
  private final String table = Company.freshTable();
  private Shop shop;

  @BeforeEach
  void aTableOfPeople() throws Exception {
    shop = Shop.open();
    Company.execute(
        """
        create table %s as
        select i as id, 'p' || i || '@example.test' as email, i / 10.0 as score
        from generate_series(1, 100) i\
        """
            .formatted(table));
    shop.warehouse("dw", Company.connection(Company.password()));
  }

  @Test
  void aCancelledRunEndsItsQueryPublishesNothingAndTheNextIsWhole() throws Exception {
    try (Roadblock roadblock = new Roadblock()) {
      String model = people(roadblock);
      shop.finished(shop.run(model));
      Company.execute("update %s set score = 99 where id = 1".formatted(table));
      Company.execute("delete from %s where id = 2".formatted(table));

      roadblock.block();
      String run = shop.run(model);
      roadblock.awaitQuery();
      shop.as("marketer").post("/runs/{run}/cancel", run).then().statusCode(403);
      shop.as("engineer").post("/runs/{run}/cancel", run).then().statusCode(202);
      JsonPath cancelled = shop.settled(run, "cancelled");
      assertThat(cancelled.getString("failure")).isNull();
      assertThat(cancelled.getLong("published")).isZero();
      assertThat(shop.changes(run)).isEmpty();
      await()
          .atMost(Shop.PATIENCE)
          .untilAsserted(() -> assertThat(roadblock.waiting()).as("at the server").isZero());
      shop.as("engineer").post("/runs/{run}/cancel", run).then().statusCode(409);

      roadblock.clear();
      JsonPath whole = shop.finished(shop.run(model));
      assertThat(whole.getLong("counts.read")).isEqualTo(99);
      assertThat(shop.changes(whole.getString("id")))
          .extracting(change -> change.change() + " " + change.key().get("id").asInt())
          .containsExactlyInAnyOrder("CHANGED 1", "REMOVED 2");
    }
  }

  @Test
  void aWorkspaceWhoseRunsTakeLongHoldsUpNoOther() throws Exception {
    try (Roadblock roadblock = new Roadblock()) {
      String first = people(roadblock);
      String second =
          shop.people(
              "more",
              "dw",
              Map.of(
                  "query",
                  "select id, email, score from %s where %s"
                      .formatted(table, roadblock.before(50))));
      Shop other = Shop.open();
      other.table("o.duckdb", "create table customers as select 1 as id, 'a' as email, 1 as score");
      other.warehouse("o", Map.of("kind", "files", "path", "o.duckdb"));
      String small = other.people("small", "o", "customers");
      roadblock.block();
      String one = shop.run(first);
      String two = shop.run(second);
      roadblock.awaitQuery();
      other.finished(other.run(small));
      shop.as("viewer").get("/runs/{run}", one).then().body("state", is("running"));
      shop.as("viewer").get("/runs/{run}", two).then().body("state", is("queued"));
      roadblock.clear();
      shop.finished(one);
      shop.finished(two);
    }
  }

  @Test
  void workspacesTakeTurnsHoweverManyRunsOneHasWaiting() throws Exception {
    try (Roadblock first = new Roadblock();
        Roadblock second = new Roadblock();
        Roadblock others = new Roadblock()) {
      Shop busy = Shop.open();
      busy.warehouse("dw", Company.connection(Company.password()));
      Shop waiting = Shop.open();
      waiting.warehouse("dw", Company.connection(Company.password()));
      first.block();
      second.block();
      others.block();
      String ended = shop.run(people(shop, "first", first));
      first.awaitQuery();
      String under = busy.run(people(busy, "other", others));
      others.awaitQuery();
      String next = shop.run(people(shop, "second", second));
      String turn = waiting.run(people(waiting, "small", null));
      first.clear();
      shop.finished(ended);
      waiting.finished(turn);
      second.clear();
      others.clear();
      shop.finished(next);
      busy.finished(under);
    }
  }

  @Test
  void aPreviewEndsWhenWhoAskedForItLeaves() throws Exception {
    try (Roadblock roadblock = new Roadblock();
        HttpClient client = HttpClient.newHttpClient()) {
      roadblock.block();
      String body =
          "{\"warehouse\": \"dw\", \"query\": \"select id from %s where %s\"}"
              .formatted(table, roadblock.before(5));
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://localhost:%d/api/v1/workspaces/%s/models/preview"
                          .formatted(RestAssured.port, shop.workspace())))
              .header(
                  "Authorization",
                  "Bearer "
                      + TokenIssuer.shared()
                          .memberWithPersonalData(shop.workspace().value(), "engineer"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      var asking = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
      roadblock.awaitQuery();
      asking.cancel(true);
      await()
          .atMost(Shop.PATIENCE)
          .untilAsserted(() -> assertThat(roadblock.waiting()).as("at the server").isZero());
    }
  }

  @Test
  void aReadOfAFileIsCancelledToo() throws Exception {
    shop.table(
        "big.duckdb", "create table customers as select 1 as id, 'a' as email, 0.5 as score");
    shop.warehouse("big", Map.of("kind", "files", "path", "big.duckdb"));
    String endless =
        "select id, email, (select count(*) from range(10000000000000) t(i) where i % 7 = id) as"
            + " score from customers";
    String run = shop.run(shop.people("endless", "big", Map.of("query", endless)));
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(
            () -> shop.as("viewer").get("/runs/{run}", run).then().body("phase", is("reading")));
    shop.as("engineer").post("/runs/{run}/cancel", run).then().statusCode(202);
    shop.settled(run, "cancelled");
    assertThat(shop.changes(run)).isEmpty();
  }

  @Test
  void aHeldRunIsCancelledAtOnceAndTheNextIsHeldAgain() throws Exception {
    String model = people(null);
    shop.finished(shop.run(model));
    Company.execute("delete from " + table);
    String held = shop.settled(shop.run(model), "held").getString("id");
    shop.as("engineer")
        .post("/runs/{run}/cancel", held)
        .then()
        .statusCode(202)
        .body("state", is("cancelled"));
    String again = shop.settled(shop.run(model), "held").getString("id");
    assertThat(shop.changes(held)).isEmpty();
    assertThat(shop.changes(again)).isEmpty();
  }

  @Test
  void theDurationIsTimeOnTheWallWhateverTheWorkspacesClockShows() throws Exception {
    shop.moveClock(Duration.ofDays(30));
    String model = people(null);
    long begin = System.nanoTime();
    JsonPath finished = shop.finished(shop.run(model));
    while (startedAt(finished).isBefore(Instant.now().plus(Duration.ofDays(29)))) {
      begin = System.nanoTime();
      finished = shop.finished(shop.run(model));
    }
    // The test sees the run begin and end, so its own time includes the whole duration. The
    // duration is rounded to a millisecond.
    Duration seen = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(Duration.parse(finished.getString("duration")))
        .isPositive()
        .isLessThanOrEqualTo(seen.plusMillis(1));
  }

  private static Instant startedAt(JsonPath run) {
    return Instant.parse(run.getString("startedAt"));
  }

  @Test
  void timeInWhichARunWasHeldIsNotPartOfItsDuration() throws Exception {
    String model = people(null);
    shop.finished(shop.run(model));
    Company.execute("delete from " + table);
    String run = shop.settled(shop.run(model), "held").getString("id");
    String worked = shop.as("viewer").get("/runs/{run}", run).jsonPath().getString("duration");
    assertThat(Duration.parse(worked)).isPositive();
    await()
        .during(Duration.ofMillis(200))
        .untilAsserted(() ->
            shop.as("viewer")
                .get("/runs/{run}", run)
                .then()
                .body("duration", is(worked))
                .body("endedAt", nullValue()));
    shop.as("engineer").post("/runs/{run}/release", run).then().statusCode(202);
    JsonPath released = shop.settled(run, "succeeded");
    assertThat(Duration.parse(released.getString("duration")))
        .isGreaterThan(Duration.parse(worked));
  }

  private String people(Roadblock roadblock) {
    return people(shop, "customers", roadblock);
  }

  private String people(Shop owner, String key, Roadblock roadblock) {
    String condition = roadblock == null ? "true" : roadblock.before(50);
    return owner.people(
        key,
        "dw",
        Map.of("query", "select id, email, score from %s where %s".formatted(table, condition)));
  }
}
