package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that no key tells apart, or that are too large, are left out, and the others go on. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class RefusedRowsTest {

  @Test
  void rowsWithoutAKeyOrWithARepeatedOneAreCountedAndShownToWhoMaySeeThem() throws Exception {
    Shop shop = Shop.open();
    shop.table(
        "shop.duckdb",
        "create table customers as select * from (values ('a@x.test', 'a', 1.5), ('b@x.test', 'b',"
            + " 2.5), ('b@x.test', 'c', 3.5), (null, 'd', 4.5), (null, 'e', 5.5)) t(id, email,"
            + " score)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    JsonPath run = shop.finished(shop.run(shop.people("customers", "shop", "customers")));
    assertThat(run.getLong("counts.read")).isEqualTo(5);
    assertThat(run.getLong("counts.refused")).isEqualTo(4);
    assertThat(run.getLong("counts.added")).isEqualTo(1);
    assertThat(shop.changes(run.getString("id")))
        .extracting(change -> change.key().get("id").asText())
        .containsExactly("a@x.test");

    String id = run.getString("id");
    assertThat(refused(shop.withPersonalData("viewer"), id))
        .containsExactlyInAnyOrder(
            Map.of("key", Map.of("id", "b@x.test"), "reason", "key-duplicate", "occurrences", 2),
            Map.of("key", nothing(), "reason", "key-missing", "occurrences", 2));
    assertThat(refused(shop.as("viewer"), id))
        .containsExactlyInAnyOrder(
            Map.of("key", Map.of("masked", true), "reason", "key-duplicate", "occurrences", 2),
            Map.of("key", Map.of("masked", true), "reason", "key-missing", "occurrences", 2));
    Shop stranger = Shop.open();
    stranger.withPersonalData("admin").get("/runs/{run}/refused", id).then().statusCode(404);
  }

  @Test
  void aRowThatIsTooLargeForAMessageIsRefusedAndTheOthersArePublished() throws Exception {
    Shop shop = Shop.open();
    shop.table(
        "shop.duckdb",
        "create table customers as select * from (values ('a@x.test', 'a', 1.5), ('b@x.test',"
            + " repeat('b', 6500000), 2.5)) t(id, email, score)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    JsonPath run = shop.finished(shop.run(shop.people("customers", "shop", "customers")));
    assertThat(run.getString("state")).isEqualTo("succeeded");
    assertThat(run.getLong("counts.refused")).isEqualTo(1);
    assertThat(shop.changes(run.getString("id")))
        .extracting(change -> change.key().get("id").asText())
        .containsExactly("a@x.test");
    assertThat(refused(shop.withPersonalData("viewer"), run.getString("id")))
        .containsExactly(
            Map.of("key", Map.of("id", "b@x.test"), "reason", "row-too-large", "occurrences", 1));
  }

  private static List<Map<String, Object>> refused(RequestSpecification asking, String run) {
    return asking
        .get("/runs/{run}/refused", run)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data");
  }

  private static Map<String, Object> nothing() {
    Map<String, Object> key = new java.util.HashMap<>();
    key.put("id", null);
    return key;
  }
}
