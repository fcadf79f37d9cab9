package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run shows a few of the rows that it found added, changed or removed. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class ChangedRowsTest {
  private static final Map<String, Object> MASKED = Map.of("masked", true);

  @Test
  void aFewRowsOfEachKindAreShownToWhoMaySeeThem() throws Exception {
    Shop shop = Shop.open();
    shop.table(
        "shop.duckdb",
        "create table customers as select i as id, 'p' || i as email, 0.5 as score from range(50)"
            + " t(i)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = shop.people("customers", "shop", "customers");
    String first = shop.finished(shop.run(model)).getString("id");
    assertThat(rows(shop.withPersonalData("viewer"), first))
        .hasSize(10)
        .allMatch(row -> row.get("change").equals("added"));

    shop.table("shop.duckdb", "update customers set score = 1.5 where id = 7");
    shop.table("shop.duckdb", "delete from customers where id = 8");
    String second = shop.finished(shop.run(model)).getString("id");
    assertThat(rows(shop.withPersonalData("viewer"), second))
        .containsExactly(
            Map.of(
                "change", "changed",
                "key", Map.of("id", 7),
                "row", Map.of("id", 7, "email", "p7", "score", 1.5f),
                "changed", List.of("score")),
            Map.of(
                "change", "removed",
                "key", Map.of("id", 8),
                "row", Map.of(),
                "changed", List.of()));
    assertThat(rows(shop.as("viewer"), second).getFirst())
        .containsEntry("changed", List.of("score"))
        .containsEntry("key", Map.of("id", MASKED))
        .containsEntry("row", Map.of("id", MASKED, "email", MASKED, "score", MASKED));
  }

  @Test
  void aRowThatJsonCannotWriteIsNotShown() throws Exception {
    Shop shop = Shop.open();
    shop.table(
        "odd.duckdb",
        "create table customers as select 1 as id, 'a' || chr(0) as email, {'n': 'nan'::double} as"
            + " score");
    shop.warehouse("odd", Map.of("kind", "files", "path", "odd.duckdb"));
    String run = shop.run(shop.people("customers", "odd", "customers"));
    assertThat(shop.settled(run, "failed").getString("failure.code")).isEqualTo("engine-failed");
    assertThat(rows(shop.withPersonalData("viewer"), run)).isEmpty();
  }

  private static List<Map<String, Object>> rows(RequestSpecification asking, String run) {
    return asking
        .get("/runs/{run}/changes", run)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data");
  }
}
