package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Only what changed in a table makes a difference elsewhere; what is gone is taken back. */
class ModelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROWS = 1_000;

  private final Stack stack = Stack.started();

  @Test
  void exactlyTheRowsThatChangedArriveAtEveryDestination() {
    Shop shop = stack.newShop();
    Warehouse warehouse = shop.warehouse();
    warehouse.execute(
        "create table orders as select i as id, i * 10 as total, 'a thing' as product"
            + " from range(%d) t(i)".formatted(ROWS));
    warehouse.connect();
    warehouse.rows("orders", "id");
    Receiver hook = shop.destinations().webhook("hook");
    Table copy = shop.destinations().postgresql("copy");
    shop.syncs().rows("hook", "orders", "id");
    shop.syncs().rows("copy", "orders", "id", copy);

    assertThat(counts(ran(warehouse))).containsEntry("added", ROWS);
    shop.delivered();
    assertThat(hook.received()).isEqualTo(ROWS);
    assertThat(copy.values("id", "total")).hasSize(ROWS).containsEntry("7", "70");

    TreeMap<String, String> before = copy.writers("id");
    assertThat(ran(warehouse).path("toPublish").asInt()).isZero();
    shop.syncs().rerun("hook-rows");
    shop.syncs().rerun("copy-rows");
    assertThat(hook.received()).isEqualTo(ROWS);
    assertThat(copy.writers("id")).isEqualTo(before);

    warehouse.execute("update orders set total = total + 1 where id % 100 = 42");
    assertThat(counts(ran(warehouse))).containsEntry("changed", ROWS / 100);
    shop.delivered();
    assertThat(hook.received()).isEqualTo(ROWS + ROWS / 100);
    assertThat(
            copy.writers("id").entrySet().stream()
                .filter(row -> !row.getValue().equals(before.get(row.getKey())))
                .map(Map.Entry::getKey)
                .map(Integer::valueOf)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(42, 142, 242, 342, 442, 542, 642, 742, 842, 942);
    assertThat(copy.values("id", "total")).containsEntry("42", "421");

    warehouse.execute("delete from orders where id < 5");
    assertThat(counts(ran(warehouse))).containsEntry("removed", 5);
    shop.delivered();
    assertThat(copy.values("id", "total")).hasSize(ROWS - 5).doesNotContainKeys("0", "4");
    assertThat(hook.bodies().getLast()).contains("\"removed\"");
    assertThat(hook.received()).isEqualTo(ROWS + ROWS / 100 + 5);
  }

  @Tag("soak")
  @Tag("soak-journeys")
  @Test
  void anEmptiedTableRemovesNothingUntilSomebodyReleasesIt() {
    Shop shop = stack.newShop();
    Warehouse warehouse = shop.warehouse();
    warehouse.execute("create table orders as select i as id, i * 10 as total from range(50) t(i)");
    warehouse.connect();
    warehouse.rows("orders", "id");
    Table copy = shop.destinations().postgresql("copy");
    shop.syncs().rows("copy", "orders", "id", copy);
    ran(warehouse);
    shop.delivered();
    assertThat(copy.values("id", "total")).hasSize(50);

    warehouse.execute("delete from orders");
    JsonNode held = warehouse.run("orders");
    assertThat(held.path("state").asText()).isEqualTo("held");
    assertThat(held.path("failure").path("detail").asText()).contains("empty");
    shop.delivered();
    assertThat(copy.values("id", "total")).hasSize(50);

    JsonNode released = warehouse.release(held);
    assertThat(released.path("state").asText()).isEqualTo("succeeded");
    assertThat(counts(released)).containsEntry("removed", 50);
    shop.delivered();
    assertThat(copy.values("id", "total")).isEmpty();
  }

  @Tag("soak")
  @Tag("soak-journeys")
  @Test
  void aPersonWhoseRowIsGoneLosesItsTraitsAndAHeldRunTakesNone() {
    Shop shop = stack.newShop();
    Warehouse warehouse = shop.warehouse();
    warehouse.execute(
        "create table customers as select 'p' || i || '@shop.example' as email, 'pro' as plan"
            + " from range(50) t(i)");
    warehouse.connect();
    warehouse.people(
        "customers",
        "email",
        Map.of(
            "identifiers", Map.of("email", "email"),
            "traits", Map.of("plan", "plan")));
    assertThat(counts(warehouse.run("customers"))).containsEntry("added", 50);
    assertThat(warehouse.run("customers").path("toPublish").asInt()).isZero();
    await().atMost(PATIENCE).until(() -> traits(shop, "p3@shop.example") == 1);

    warehouse.execute("delete from customers where email = 'p3@shop.example'");
    assertThat(counts(warehouse.run("customers"))).containsEntry("removed", 1);
    await().atMost(PATIENCE).until(() -> traits(shop, "p3@shop.example") == 0);
    assertThat(traits(shop, "p4@shop.example")).isEqualTo(1);

    warehouse.execute("delete from customers");
    JsonNode held = warehouse.run("customers");
    assertThat(held.path("state").asText()).isEqualTo("held");
    shop.delivered();
    assertThat(traits(shop, "p4@shop.example")).isEqualTo(1);
    warehouse.release(held);
    await().atMost(PATIENCE).until(() -> traits(shop, "p4@shop.example") == 0);
  }

  /** How many traits the person has who holds an address; -1 if nobody does. */
  private static int traits(Shop shop, String email) {
    String profile = shop.profile("email", email);
    return profile.isEmpty()
        ? -1
        : shop.admin().get(shop.path("/profiles/" + profile + "/traits")).path("data").size();
  }

  private static JsonNode ran(Warehouse warehouse) {
    JsonNode run = warehouse.run("orders");
    assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("succeeded");
    return run;
  }

  private static Map<String, Integer> counts(JsonNode run) {
    Map<String, Integer> counts = new TreeMap<>();
    run.path("counts").properties().forEach(e -> counts.put(e.getKey(), e.getValue().asInt()));
    return counts;
  }
}
