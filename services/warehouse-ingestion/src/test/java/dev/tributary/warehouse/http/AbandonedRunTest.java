package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.row.RowChange;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a run has published before it failed is not what the snapshot says. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class AbandonedRunTest {
  private static final int ROWS = 3_000;

  @Test
  void whatAFailedRunHasToldIsToldAgainAsItIsNow() throws Exception {
    Shop shop = Shop.open();
    shop.table(
        "shop.duckdb",
        "create table customers as select i as id, 'p' || i as email, {'x': i / 2.0} as score"
            + " from range(1, %d) t(i)".formatted(ROWS + 1));
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = shop.people("customers", "shop", "customers");
    shop.finished(shop.run(model));

    shop.table("shop.duckdb", "update customers set email = 'other' || id where id < 2500");
    shop.table("shop.duckdb", "delete from customers where id = 2600");
    shop.table("shop.duckdb", "insert into customers values (0, 'new', {'x': 1.0})");
    shop.table("shop.duckdb", "update customers set score = {'x': 'nan'::double} where id = 2499");
    String failed = shop.settled(shop.run(model), "failed").getString("id");
    Map<Integer, RowChange> told = changes(shop, failed);
    assertThat(told).as("what left before the failure").isNotEmpty();

    // All is as it was; only the one who came stays away, and the one who had gone is back.
    shop.table("shop.duckdb", "update customers set email = 'p' || id where id < 2500");
    shop.table("shop.duckdb", "update customers set score = {'x': 2499 / 2.0} where id = 2499");
    shop.table("shop.duckdb", "insert into customers values (2600, 'p2600', {'x': 1300.0})");
    shop.table("shop.duckdb", "delete from customers where id = 0");
    Map<Integer, RowChange> again = changes(shop, shop.finished(shop.run(model)).getString("id"));
    assertThat(again).containsOnlyKeys(keysBelow2500And(2600));
    again.forEach((id, change) -> {
      if (id == 0) {
        assertThat(change.change()).isEqualTo(RowChange.Change.REMOVED);
      } else {
        assertThat(change.row().get("email").asText()).isEqualTo("p" + id);
      }
    });
    assertThat(again.get(1).changed()).containsExactly("email");
    assertThat(shop.changes(shop.finished(shop.run(model)).getString("id"))).isEmpty();
  }

  private static Integer[] keysBelow2500And(int other) {
    Integer[] keys = new Integer[2_501];
    for (int id = 0; id < 2_500; id++) {
      keys[id] = id;
    }
    keys[2_500] = other;
    return keys;
  }

  private static Map<Integer, RowChange> changes(Shop shop, String run) throws Exception {
    Map<Integer, RowChange> changes = new TreeMap<>();
    shop.changes(run).forEach(change -> changes.put(change.key().get("id").asInt(), change));
    return changes;
  }
}
