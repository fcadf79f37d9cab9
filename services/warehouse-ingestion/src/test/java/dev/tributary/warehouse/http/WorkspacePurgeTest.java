package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.testkit.audit.WholeTopic;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The running service purges a workspace when the topic of workspaces says that it is deleted. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class WorkspacePurgeTest {

  @Test
  void aModelOfADeletedWorkspaceGetsATombstoneAndThatOfAnotherWorkspaceStays() throws Exception {
    Shop deleted = Shop.open();
    String gone = model(deleted);
    String kept = model(Shop.open());
    await().atMost(Shop.PATIENCE).until(() -> published(deleted) > 0);
    deleted.delete();
    await().atMost(Shop.PATIENCE).until(() -> tombstones().contains(gone));
    assertThat(tombstones()).doesNotContain(kept);
  }

  private static String model(Shop shop) throws Exception {
    shop.table(
        "shop.duckdb", "create table customers as select 1 as id, 'e' as email, 0.5 as score");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    return shop.people("customers", "shop", "customers");
  }

  private static int published(Shop shop) {
    return WholeTopic.values(kafka(), Topic.MODELS, shop.workspace()).size();
  }

  private static Set<String> tombstones() {
    return WholeTopic.tombstones(kafka(), Topic.MODELS);
  }

  private static String kafka() {
    return System.getProperty(WarehouseEnvironment.KAFKA);
  }
}
