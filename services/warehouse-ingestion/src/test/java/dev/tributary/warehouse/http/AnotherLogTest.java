package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.row.RowChange;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A snapshot says nothing of a log that its rows were not published to. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class AnotherLogTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Pattern CODE = Pattern.compile("ACCEPT_LOG=([0-9a-f]+)");

  @Inject WriterGuard guard;

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  @AfterEach
  void acceptNothingMore() {
    guard.accept(Set.of());
  }

  @Test
  void runsWaitUntilTheLogIsAcceptedAndThenPublishTheWholeTable() throws Exception {
    Shop shop = Shop.open();
    shop.table(
        "shop.duckdb",
        "create table customers as select i as id, 'p' || i as email, i / 2.0 as score"
            + " from range(1, 101) t(i)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = shop.people("customers", "shop", "customers");
    shop.finished(shop.run(model));
    shop.table("shop.duckdb", "delete from customers where id = 1");
    shop.table("shop.duckdb", "insert into customers values (101, 'p101', 1.0)");
    shop.table("shop.duckdb", "update customers set email = 'other' where id = 2");

    String problem = recreated("rows");
    assertThat(problem).contains("rows").contains("deleted and created again");
    String run = shop.run(model);
    assertThat(state(shop, run)).isEqualTo("queued");

    Matcher matcher = CODE.matcher(problem);
    assertThat(matcher.find()).as(problem).isTrue();
    assertThat(state(shop, run)).isEqualTo("queued");
    guard.accept(Set.of(matcher.group(1)));
    Map<Integer, RowChange> again = changes(shop, shop.finished(run).getString("id"));
    assertThat(again).hasSize(101);
    assertThat(again.get(1).change()).isEqualTo(RowChange.Change.REMOVED);
    assertThat(again.get(2).row().get("email").asText()).isEqualTo("other");
    assertThat(again.get(3).row().get("email").asText()).isEqualTo("p3");
    assertThat(again.get(3).changed()).contains("email", "score");
    assertThat(again.get(101).change()).isEqualTo(RowChange.Change.ADDED);

    assertThat(shop.changes(shop.finished(shop.run(model)).getString("id"))).isEmpty();
  }

  private String recreated(String topic) throws Exception {
    await().atMost(BOUND).until(guard::permits);
    try (Connection connection = worker.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "update known_log set topic_id = 'before' where topic = '" + topic + "'"))
          .isEqualTo(1);
    }
    await().atMost(BOUND).until(() -> guard.problem() != null);
    return String.valueOf(guard.problem());
  }

  private static String state(Shop shop, String run) {
    return shop.as("viewer").get("/runs/{run}", run).jsonPath().getString("state");
  }

  private static Map<Integer, RowChange> changes(Shop shop, String run) {
    Map<Integer, RowChange> changes = new TreeMap<>();
    shop.changes(run).forEach(change -> changes.put(change.key().get("id").asInt(), change));
    return changes;
  }
}
