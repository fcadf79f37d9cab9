package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.row.RowChange;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A removed row stays readable for a week; then the log forgets its key. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class TombstonesTest {
  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  @Test
  void theKeyOfARemovedRowIsForgottenAfterAWeekAndNoOther() throws Exception {
    Shop shop = Shop.open();
    shop.table(
        "shop.duckdb",
        "create table customers as select i as id, 'e' as email, 0.5 as score from range(3) t(i)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String model = shop.people("customers", "shop", "customers");
    shop.finished(shop.run(model));
    shop.table("shop.duckdb", "delete from customers where id = 1");
    String run = shop.finished(shop.run(model)).getString("id");
    assertThat(shop.changes(run))
        .extracting(RowChange::change)
        .containsExactly(RowChange.Change.REMOVED);
    byte[] key = keysOf(shop, run).getFirst();

    assertThat(waits(shop)).isBetween(Duration.ofDays(7).minusMinutes(10), Duration.ofDays(7));
    assertThat(tombstones(shop)).isEmpty();
    aWeekPasses(shop);
    await().atMost(Shop.PATIENCE).untilAsserted(() -> assertThat(tombstones(shop)).hasSize(1));
    assertThat(tombstones(shop).getFirst().key()).isEqualTo(key);
    assertThat(tombstones(shop).getFirst().partition()).isEqualTo(partition(shop, key));
    await().atMost(Shop.PATIENCE).untilAsserted(() -> assertThat(waiting(shop)).isZero());
  }

  private List<byte[]> keysOf(Shop shop, String run) {
    return shop
        .rows(record -> record.value() != null && new String(record.value()).contains(run))
        .stream()
        .map(ConsumerRecord::key)
        .toList();
  }

  private static int partition(Shop shop, byte[] key) {
    return shop.rows(record -> record.value() != null && Arrays.equals(record.key(), key))
        .getFirst()
        .partition();
  }

  /** Those of this workspace's keys. */
  private static List<ConsumerRecord<byte[], byte[]>> tombstones(Shop shop) {
    List<byte[]> keys =
        shop
            .rows(record ->
                record.value() != null
                    && new String(record.value()).contains(shop.workspace().value()))
            .stream()
            .map(ConsumerRecord::key)
            .toList();
    return shop.rows(record ->
        record.value() == null && keys.stream().anyMatch(key -> Arrays.equals(key, record.key())));
  }

  private Duration waits(Shop shop) {
    return Duration.ofSeconds(
        number("select extract(epoch from max(due_at) - now()) from pending_tombstone", shop));
  }

  private long waiting(Shop shop) {
    return number("select count(*) from pending_tombstone", shop);
  }

  private long number(String sql, Shop shop) {
    return Jdbi.create(worker)
        .withHandle(handle ->
            handle
                .createQuery(sql + " where workspace = :workspace")
                .bind("workspace", shop.workspace().value())
                .mapTo(Long.class)
                .one());
  }

  private void aWeekPasses(Shop shop) {
    Jdbi.create(worker)
        .useHandle(handle ->
            handle
                .createUpdate(
                    "update pending_tombstone set due_at = due_at - interval '7 days'"
                        + " where workspace = :workspace")
                .bind("workspace", shop.workspace().value())
                .execute());
  }
}
