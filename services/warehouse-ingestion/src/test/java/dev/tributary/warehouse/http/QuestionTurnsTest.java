package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workspace asks its warehouses one thing at a time, and makes no other wait. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class QuestionTurnsTest {
  private static final int ASKED = 20;

  private final String table = Company.freshTable();
  private Shop shop;

  @BeforeEach
  void aTable() throws Exception {
    shop = Shop.open();
    Company.execute(
        "create table %s as select i as id from generate_series(1, 9) i".formatted(table));
    shop.warehouse("dw", Company.connection(Company.password()));
  }

  @Test
  void previewsThatHangTakeOneTurnAndNoneOfAnotherWorkspace() throws Exception {
    try (Roadblock roadblock = new Roadblock();
        HttpClient client = HttpClient.newHttpClient()) {
      roadblock.block();
      List<CompletableFuture<HttpResponse<String>>> asked =
          IntStream.range(0, ASKED).mapToObj(_ -> preview(client, roadblock)).toList();
      roadblock.awaitQuery();

      Shop other = Shop.open();
      other.warehouse("dw", Company.connection(Company.password()));
      other
          .withPersonalData("engineer")
          .body(Map.of("warehouse", "dw", "table", table))
          .post("/models/preview")
          .then()
          .statusCode(200);

      await()
          .atMost(Shop.PATIENCE)
          .untilAsserted(
              () -> assertThat(asked).filteredOn(CompletableFuture::isDone).hasSize(ASKED - 1));
      assertThat(roadblock.waiting()).isEqualTo(1);
      // A test of a connection, and the check of a model, wait in the same line.
      shop.as("engineer")
          .post("/warehouses/dw/test")
          .then()
          .statusCode(503)
          .body("code", equalTo("unavailable"));
      shop.as("viewer").get("/warehouses/dw").then().body("lastTest", nullValue());

      roadblock.clear();
      List<Integer> statuses = asked.stream().map(each -> each.join().statusCode()).toList();
      assertThat(statuses).containsOnlyOnce(200);
      assertThat(statuses).filteredOn(status -> status == 503).hasSize(ASKED - 1);
      shop.as("engineer").post("/warehouses/dw/test").then().statusCode(200);
    }
  }

  private CompletableFuture<HttpResponse<String>> preview(HttpClient client, Roadblock roadblock) {
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
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }
}
