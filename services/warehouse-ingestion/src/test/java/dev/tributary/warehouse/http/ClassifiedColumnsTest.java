package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

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

  @Test
  void aSensitiveColumnKeepsItsMaskUnderAnotherName() throws Exception {
    shop.classify("religion", 1, Classification.SENSITIVE);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(
            () -> preview(admin(), Map.of()).body("rows[0].religion.masked", equalTo(true)));
    for (String query :
        List.of(
            "select religion as x from customers",
            "select RELIGION as x from customers",
            "select upper(c.religion) as x from customers c",
            "select {'inner': religion} as x from customers",
            "select to_json(c) as x from customers c",
            "select c as x from customers c",
            "select religion as a, a as x from customers",
            "select x from (select religion as x from customers)",
            "with t as (select religion as r from customers) select r as x from t",
            "select b as x from customers t(a, b, c, d)",
            "select email as x from customers union all select religion from customers",
            "select (select max(religion) from customers) as x",
            "select string_agg(religion, ',') as x from customers")) {
      asked(admin(), query).body("rows[0].x.masked", equalTo(true));
    }
    asked(admin(), "select email as x, religion from customers")
        .body("rows[0].x", equalTo("a@x.test"))
        .body("rows[0].religion.masked", equalTo(true));
    shop.classify("churn_score", 1, Classification.HARMLESS);
    String renamed =
        shop.finished(
                shop.run(
                    shop.people(
                        "renamed",
                        "shop",
                        Map.of("query", "select id, email, religion as score from customers"))))
            .getString("id");
    for (RequestSpecification asking : List.of(admin(), shop.as("viewer"))) {
      asking
          .get("/runs/{run}/changes", renamed)
          .then()
          .statusCode(200)
          .body("data[0].row.score.masked", equalTo(true));
    }
  }

  @Test
  void whyARunOrAPreviewFailsTellsNoValues() throws Exception {
    String all =
        "select id, email, cast(string_agg(email || ' ' || religion, ',') as bigint)"
            + " as score from customers group by all";
    String failed =
        shop.settled(shop.run(shop.people("cast", "shop", Map.of("query", all))), "failed")
            .prettify();
    assertThat(failed)
        .contains("query-failed")
        .contains("cannot be converted")
        .doesNotContain("Quaker")
        .doesNotContain("a@x.test");
    String one = "select id, email, religion::int as score from customers";
    assertThat(
            shop.settled(shop.run(shop.people("named", "shop", Map.of("query", one))), "failed")
                .getString("failure.detail"))
        .contains("in the column religion")
        .doesNotContain("Quaker");
    String guess = "select error(email) as x, count(*) from customers group by all";
    shop.as("engineer")
        .body(Map.of("warehouse", "shop", "query", guess, "primaryKey", List.of("x")))
        .post("/models/preview")
        .then()
        .statusCode(422)
        .body(not(containsString("a@x.test")));
    admin()
        .body(Map.of("warehouse", "shop", "query", guess))
        .post("/models/preview")
        .then()
        .statusCode(422)
        .body("detail", containsString("a@x.test"));
  }

  @Test
  void whyARunOfAPostgresqlWarehouseFailsTellsNoValues() throws Exception {
    String table = Company.freshTable();
    Company.execute("create table %s as select 1 as id, 'a@x.test' as email".formatted(table));
    shop.warehouse("dw", Company.connection(Company.password()));
    for (String secret : List.of("email::int", "email::regclass::text::int")) {
      String query = "select id, email, %s as score from %s".formatted(secret, table);
      String key = "m" + secret.length();
      String failed =
          shop.settled(shop.run(shop.people(key, "dw", Map.of("query", query))), "failed")
              .prettify();
      assertThat(failed).contains("query-failed").doesNotContain("a@x.test");
    }
  }

  /** How many rows meet a condition answers any question about them. */
  @Test
  void withoutTheRightAPreviewOfAQueryTellsNeitherRowsNorHowMany() {
    Map<String, Object> guess =
        Map.of(
            "warehouse",
            "shop",
            "query",
            "select id from customers where religion like 'Q%'",
            "primaryKey",
            List.of("id"));
    shop.as("engineer")
        .body(guess)
        .post("/models/preview")
        .then()
        .statusCode(200)
        .body("columns.name", equalTo(List.of("id")))
        .body("rows", empty())
        .body("withheld", equalTo(true))
        .body("key.unique", equalTo(true))
        .body("key.rows", nullValue());
    admin()
        .body(guess)
        .post("/models/preview")
        .then()
        .body("rows[0].id", equalTo("1"))
        .body("withheld", equalTo(false))
        .body("key.rows", equalTo(1));
  }

  private ValidatableResponse asked(RequestSpecification asking, String query) {
    return asking
        .body(Map.of("warehouse", "shop", "query", query))
        .post("/models/preview")
        .then()
        .statusCode(200);
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
