package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a run may take, where the operator allows little. */
@Tag("soak-storms")
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
@TestProfile(RunLimitsTest.Little.class)
class RunLimitsTest {
  private final String table = Company.freshTable();
  private Shop shop;

  /**
   * A megabyte of an answer, and less time than any test waits, but more than a small run takes.
   */
  public static final class Little implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tributary.warehouse.run-limit", "PT10S", "tributary.warehouse.result-megabytes", "1");
    }
  }

  @BeforeEach
  void aTable() throws Exception {
    shop = Shop.open();
    Company.execute(
        "create table %s as select 1 as id, 'a@x.test' as email, 0.5 as score".formatted(table));
    shop.warehouse("dw", Company.connection(Company.password()));
  }

  @Test
  void aRunThatTakesTooLongIsEndedAndSaysSo() throws Exception {
    try (Roadblock roadblock = new Roadblock()) {
      String query =
          "select id, email, score from %s where %s".formatted(table, roadblock.before(1));
      String model = shop.people("slow", "dw", Map.of("query", query));
      roadblock.block();
      String run = shop.run(model);
      assertThat(shop.settled(run, "failed").getString("failure.code")).isEqualTo("run-too-long");
      assertThat(shop.changes(run)).isEmpty();
      await()
          .atMost(Shop.PATIENCE)
          .untilAsserted(() -> assertThat(roadblock.waiting()).as("at the server").isZero());
    }
  }

  @Test
  void aRowThatIsTooLargeIsRefusedWithItsReason() throws Exception {
    String model = shop.people("large", "dw", table);
    Company.execute("update %s set email = repeat('x', 3000000)".formatted(table));
    String failed = shop.settled(shop.run(model), "failed").prettify();
    assertThat(failed)
        .contains("answer-too-large")
        .contains("tributary.warehouse.result-megabytes")
        .doesNotContain("xxx");
    shop.withPersonalData("engineer")
        .body(Map.of("warehouse", "dw", "table", table))
        .post("/models/preview")
        .then()
        .statusCode(422)
        .body("code", equalTo("answer-too-large"))
        .body("detail", containsString("1 MB"))
        .body("errors.pointer", hasItem("/table"));
    Company.execute("update %s set email = 'a@x.test'".formatted(table));
    shop.finished(shop.run(model));
  }
}
