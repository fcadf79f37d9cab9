package dev.tributary.warehouse.http;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A column is seen as the trait is that its model maps it to. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class ClassifiedColumnsTest {
  private Shop shop;
  private String run = "";

  @BeforeEach
  void oneRowOfAPerson() throws Exception {
    shop = Shop.open();
    shop.table(
        "shop.duckdb",
        "create table customers as select 1 as id, 'a@x.test' as email, 0.5 as score,"
            + " 'Quaker' as religion");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    run = shop.finished(shop.run(shop.people("customers", "shop", "customers"))).getString("id");
  }

  @Test
  void aHarmlessTraitsColumnIsShownToEveryone() throws Exception {
    changes(shop.as("viewer")).body("data[0].row.score.masked", equalTo(true));
    shop.classify("churn_score", 1, Classification.HARMLESS);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() -> changes(shop.as("viewer")).body("data[0].row.score", equalTo(0.5f)));
    changes(shop.as("viewer"))
        .body("data[0].row.email.masked", equalTo(true))
        .body("data[0].key.id.masked", equalTo(true));
    preview(shop.as("engineer"), Map.of("traits", Map.of("email", "churn_score")))
        .body("rows[0].email.masked", equalTo(true));
  }

  @Test
  void aSensitiveTraitsColumnIsShownToNobody() throws Exception {
    shop.classify("churn_score", 1, Classification.SENSITIVE);
    shop.classify("religion", 1, Classification.SENSITIVE);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() -> changes(admin()).body("data[0].row.religion.masked", equalTo(true)));
    changes(admin())
        .body("data[0].row.score.masked", equalTo(true))
        .body("data[0].row.email", equalTo("a@x.test"));
    preview(admin(), Map.of())
        .body("rows[0].score.masked", equalTo(true))
        .body("rows[0].religion.masked", equalTo(true))
        .body("rows[0].email", equalTo("a@x.test"));
    shop.classify("religion", 2, Classification.PERSONAL);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(
            () -> preview(admin(), Map.of()).body("rows[0].religion", equalTo("Quaker")));
    preview(admin(), Map.of("traits", Map.of("religion", "churn_score")))
        .body("rows[0].religion.masked", equalTo(true));
  }

  private RequestSpecification admin() {
    return shop.withPersonalData("admin");
  }

  private ValidatableResponse changes(RequestSpecification asking) {
    return asking.get("/runs/{run}/changes", run).then().statusCode(200);
  }

  private static ValidatableResponse preview(
      RequestSpecification asking, Map<String, Object> mapping) {
    return asking
        .body(
            Map.of(
                "warehouse",
                "shop",
                "table",
                "customers",
                "primaryKey",
                List.of("id"),
                "mapping",
                mapping))
        .post("/models/preview")
        .then()
        .statusCode(200);
  }
}
