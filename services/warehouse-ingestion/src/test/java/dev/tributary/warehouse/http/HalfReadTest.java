package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.faults.TcpGate;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not read to its end must not count as gone. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class HalfReadTest {
  private static final int ROWS = 12_000;

  private final String table = Company.freshTable();
  private Shop shop;

  @BeforeEach
  void aTableOfPeople() throws Exception {
    shop = Shop.open();
    Company.execute(
        """
        create table %s as
        select i as id, 'p' || i || '@example.test' as email, i / 10.0 as score
        from generate_series(1, %d) i\
        """
            .formatted(table, ROWS));
  }

  @Test
  void aReadThatBreaksMidwayRemovesNothingAndTheNextSaysOnlyWhatChanged() throws Exception {
    try (TcpGate gate = TcpGate.before(Company.port(), 0);
        Roadblock roadblock = new Roadblock()) {
      shop.warehouse("dw", Company.connection(Company.password(), gate.port()));
      String model = people(roadblock.before(ROWS - 1_000));
      assertThat(shop.finished(shop.run(model)).getLong("counts.added")).isEqualTo(ROWS);
      Company.execute("update %s set score = 99 where id = 1".formatted(table));
      Company.execute("delete from %s where id = 2".formatted(table));
      Company.execute("insert into %s values (0, 'new@example.test', 0)".formatted(table));

      roadblock.block();
      String run = shop.run(model);
      roadblock.awaitQuery();
      gate.shut();
      JsonPath broken = shop.settled(run, "failed");
      assertThat(broken.getString("failure.code")).isEqualTo("warehouse-unreachable");
      assertThat(broken.getString("failure.detail"))
          .contains("broke off")
          .contains("Nothing was removed");
      assertThat(shop.changes(run)).isEmpty();

      JsonPath vanished = shop.settled(shop.run(model), "failed");
      assertThat(vanished.getString("failure.code")).isEqualTo("warehouse-unreachable");
      assertThat(vanished.getString("failure.detail"))
          .contains("does not answer")
          .contains("the host and the");
      assertThat(shop.changes(vanished.getString("id"))).isEmpty();

      gate.reopen();
      roadblock.clear();
      JsonPath whole = shop.finished(shop.run(model));
      assertThat(whole.getLong("counts.read")).isEqualTo(ROWS);
      assertThat(shop.changes(whole.getString("id")))
          .extracting(change -> change.change() + " " + change.key().get("id").asInt())
          .containsExactlyInAnyOrder("CHANGED 1", "REMOVED 2", "ADDED 0");
    }
  }

  @Test
  void aServerThatEndsTheConnectionMidwayIsToldApartFromARefusedQuery() throws Exception {
    try (Roadblock roadblock = new Roadblock()) {
      shop.warehouse("dw", Company.connection(Company.password()));
      String model = people(roadblock.before(ROWS));
      roadblock.block();
      String run = shop.run(model);
      roadblock.awaitQuery();
      roadblock.endQuery();
      JsonPath broken = shop.settled(run, "failed");
      assertThat(broken.getString("failure.code")).isEqualTo("warehouse-unreachable");
      assertThat(broken.getString("failure.detail")).contains("broke off");
    }
  }

  @Test
  void aChangedPasswordFailsTheRunUntilTheWarehouseIsToldTheNewOne() throws Exception {
    shop.warehouse("dw", Company.connection(Company.password()));
    String model = people("true");
    shop.finished(shop.run(model));
    try (Connection company = Company.connect();
        Statement statement = company.createStatement()) {
      statement.execute("alter role current_user password 'another'");
      try {
        JsonPath refused = shop.settled(shop.run(model), "failed");
        assertThat(refused.getString("failure.code")).isEqualTo("credentials-refused");
        assertThat(refused.getString("failure.detail"))
            .contains("refuses the user or the password")
            .contains("Correct them in the warehouse");
        assertThat(shop.changes(refused.getString("id"))).isEmpty();

        shop.as("engineer")
            .contentType("application/merge-patch+json")
            .body(Map.of("connection", Map.of("password", "another")))
            .patch("/warehouses/dw")
            .then()
            .statusCode(200);
        JsonPath whole = shop.finished(shop.run(model));
        assertThat(whole.getLong("counts.unchanged")).isEqualTo(ROWS);
        assertThat(shop.changes(whole.getString("id"))).isEmpty();
      } finally {
        statement.execute("alter role current_user password '" + Company.password() + "'");
      }
    }
  }

  private String people(String condition) {
    return shop.people(
        "customers",
        "dw",
        Map.of("query", "select id, email, score from %s where %s".formatted(table, condition)));
  }
}
