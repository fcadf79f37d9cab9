package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
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
    Map<String, Object> source =
        Map.of("query", "select id, email, religion as score from customers");
    String model =
        create(shop.withPersonalData("engineer"), "renamed", source)
            .statusCode(201)
            .extract()
            .path("id");
    String renamed = shop.finished(shop.run(model)).getString("id");
    admin()
        .get("/runs/{run}/changes", renamed)
        .then()
        .statusCode(200)
        .body("data[0].row.score.masked", equalTo(true));
    shop.as("viewer")
        .get("/runs/{run}/changes", renamed)
        .then()
        .statusCode(200)
        .body(not(containsString("Quaker")));
  }

  @Test
  void aSensitiveColumnOfPostgresqlKeepsItsMaskUnderAnotherName() throws Exception {
    String table = Company.freshTable();
    Company.execute(
        "create table %s as select 1 as id, 'a@x.test' as email, 'Quaker' as religion"
            .formatted(table));
    shop.warehouse("dw", Company.connection(Company.password()));
    shop.classify("religion", 1, Classification.SENSITIVE);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(
            () -> preview(admin(), Map.of()).body("rows[0].religion.masked", equalTo(true)));
    for (String query :
        List.of(
            "select religion as x from %s",
            "select RELIGION as x from %s",
            "select upper(c.religion) as x from %s c",
            "select row(religion)::text as x from %s",
            "select to_json(c)::text as x from %s c",
            "select c::text as x from %s c",
            "select x from (select religion as x from %s) t",
            "with t as (select religion as r from %s) select r as x from t",
            "select c as x from %s t(a, b, c)",
            "select email as x from %1$s union all select religion from %1$s",
            "select (select max(religion) from %s) as x",
            "select string_agg(religion, ',') as x from %s")) {
      asked(admin(), "dw", query.formatted(table)).body("rows[0].x.masked", equalTo(true));
    }
    asked(admin(), "dw", "select email as x, religion from %s".formatted(table))
        .body("rows[0].x", equalTo("a@x.test"))
        .body("rows[0].religion.masked", equalTo(true));
  }

  /** The values would be shown to everybody under the name of the harmless trait. */
  @Test
  void whoMayNotSeeAColumnDoesNotDeclareItHarmlessByMappingIt() throws Exception {
    shop.table("copy.duckdb", "create table customers as select 1 as id, 'x' as email, 2 as score");
    shop.table("shop.duckdb", "create table others as from customers");
    shop.warehouse("copy", Map.of("kind", "files", "path", "copy.duckdb"));
    harmlessScore();
    String query = "select id, email, religion as score from customers";
    List<Map<String, Object>> sources =
        List.of(Map.of("query", query), Map.of("table", "customers"));
    for (Map<String, Object> source : sources) {
      for (String role : List.of("engineer", "admin")) {
        create(shop.as(role), "unmasking", source)
            .statusCode(403)
            .body("code", equalTo("approval-needed"))
            .body("detail", containsString("/change-requests"));
      }
    }
    List<String> patches =
        List.of(
            "{\"table\": null, \"query\": \"%s\"}".formatted(query),
            "{\"table\": \"others\"}",
            "{\"warehouse\": \"copy\"}",
            "{\"mapping\": {\"traits\": {\"religion\": \"churn_score\", \"score\": null}}}",
            "{\"mapping\": {\"traits\": {\"email\": \"churn_score\"}}}");
    for (String patch : patches) {
      change(shop.as("engineer"), "customers", patch)
          .statusCode(403)
          .body("code", equalTo("approval-needed"));
    }
    for (String patch :
        List.of(
            "{\"name\": \"People\", \"paused\": true}",
            "{\"mapping\": {\"traits\": {\"religion\": \"faith\"}}}",
            "{\"mapping\": {\"traits\": {\"score\": null}}}",
            "{\"table\": \"others\"}")) {
      change(shop.as("engineer"), "customers", patch).statusCode(200);
    }
    change(shop.withPersonalData("engineer"), "customers", patches.getLast()).statusCode(200);
    create(shop.withPersonalData("engineer"), "harmless", sources.getFirst()).statusCode(201);
  }

  @Test
  void whoMayNotSeeASensitiveColumnDoesNotDeclareItPersonalByMappingIt() throws Exception {
    shop.classify("religion", 1, Classification.SENSITIVE);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(
            () -> preview(admin(), Map.of()).body("rows[0].religion.masked", equalTo(true)));
    Map<String, Object> renamed =
        Map.of("query", "select id, email, religion as score from customers");
    create(shop.as("engineer"), "renamed", renamed)
        .statusCode(403)
        .body("code", equalTo("approval-needed"));
    create(shop.as("engineer"), "personal", Map.of("table", "customers")).statusCode(201);
    create(shop.withPersonalData("engineer"), "renamed", renamed).statusCode(201);
  }

  /** The same rows from another place would be others. */
  @Test
  void whoMayNotSeeAHarmlessModelsColumnsDoesNotTurnItsWarehouseElsewhere() throws Exception {
    shop.table("copy.duckdb", "create table customers as select 1 as id, 'x' as email, 2 as score");
    harmlessScore();
    Map<String, Object> elsewhere = Map.of("connection", Map.of("path", "copy.duckdb"));
    turned(shop.as("engineer"), elsewhere).statusCode(403).body("code", equalTo("approval-needed"));
    turned(shop.as("engineer"), Map.of("name", "The shop")).statusCode(200);
    turned(shop.withPersonalData("engineer"), elsewhere).statusCode(200);
  }

  private static ValidatableResponse turned(
      RequestSpecification asking, Map<String, Object> patch) {
    return asking
        .contentType("application/merge-patch+json")
        .body(patch)
        .patch("/warehouses/shop")
        .then();
  }

  private static ValidatableResponse create(
      RequestSpecification asking, String key, Map<String, Object> source) {
    return asking.body(Shop.modelOfPeople(key, "shop", source)).post("/models").then();
  }

  private static ValidatableResponse change(
      RequestSpecification asking, String model, String patch) {
    return asking
        .contentType("application/merge-patch+json")
        .body(patch)
        .patch("/models/{model}", model)
        .then();
  }

  private void harmlessScore() throws Exception {
    shop.classify("churn_score", 1, Classification.HARMLESS);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() -> changes(shop.as("viewer")).body("data[0].row.score", equalTo(0.5f)));
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

  /** One run would answer any question about the rows. */
  @Test
  void withoutTheRightARunOfAQueryTellsOnlyAboutHowManyRowsItFinds() throws Exception {
    shop.table(
        "shop.duckdb",
        "insert into customers select i, 'p' || i, 0.1, 'Quaker' from range(2, 301) t(i)");
    Map<String, Object> guess =
        Map.of("query", "select id, email, score from customers where religion like 'Q%'");
    String model = shop.people("guess", "shop", guess);
    String guessed = shop.finished(shop.run(model)).getString("id");
    for (RequestSpecification asking : List.of(shop.as("viewer"), shop.as("admin"))) {
      JsonPath run = asking.get("/runs/{run}", guessed).jsonPath();
      assertThat(run.getLong("counts.read")).isBetween(280L, 320L).isEqualTo(about(run, "read"));
      assertThat(run.getLong("counts.added")).isBetween(280L, 320L).isEqualTo(about(run, "added"));
      assertThat(run.getLong("counts.removed")).isZero();
      assertThat(run.getLong("approximate.removed.fewerThan")).isEqualTo(50);
      assertThat(run.getLong("published"))
          .isEqualTo(run.getLong("toPublish"))
          .isEqualTo(about(run, "added"));
    }
    shop.as("viewer")
        .get("/runs?model=guess")
        .then()
        .body("data[0].approximate.read.about", notNullValue());
    shop.as("viewer")
        .get("/models/guess")
        .then()
        .body("lastRun.approximate.read.about", notNullValue())
        .body("lastSuccess.approximate.read.about", notNullValue());
    for (String rows : List.of("changes", "refused")) {
      shop.as("viewer")
          .get("/runs/{run}/{rows}", guessed, rows)
          .then()
          .statusCode(200)
          .body("data", empty())
          .body("withheld", equalTo(true));
    }
    admin()
        .get("/runs/{run}", guessed)
        .then()
        .body("counts.read", equalTo(300))
        .body("approximate", nullValue());
    admin().get("/runs/{run}/changes", guessed).then().body("withheld", equalTo(false));
    shop.as("viewer")
        .get("/runs/{run}", run)
        .then()
        .body("counts.read", equalTo(1))
        .body("approximate", nullValue());

    // What was asked is not told exactly because the model asks for something else by now.
    change(shop.as("engineer"), "guess", "{\"table\": \"customers\", \"query\": null}")
        .statusCode(200);
    shop.as("viewer")
        .get("/runs/{run}", guessed)
        .then()
        .body("approximate.read.about", notNullValue());
  }

  @Test
  void withoutTheRightAHeldRunOfAQueryTellsNoNumbers() throws Exception {
    shop.table(
        "shop.duckdb",
        "insert into customers select i, 'p' || i, 0.1, 'Quaker' from range(2, 301) t(i)");
    String model =
        shop.people(
            "guess",
            "shop",
            Map.of("query", "select id, email, score from customers where id > 0"));
    shop.finished(shop.run(model));
    shop.table("shop.duckdb", "delete from customers where id > 17");
    String held = shop.settled(shop.run(model), "held").getString("id");
    admin().get("/runs/{run}", held).then().body("failure.detail", containsString("283 of 300"));
    shop.as("viewer")
        .get("/runs/{run}", held)
        .then()
        .body("failure.code", equalTo("held"))
        .body("failure.detail", not(containsString("283")))
        .body("failure.detail", not(containsString("300")));
  }

  private static long about(JsonPath run, String count) {
    return run.getLong("approximate." + count + ".about");
  }

  private static ValidatableResponse asked(RequestSpecification asking, String query) {
    return asked(asking, "shop", query);
  }

  private static ValidatableResponse asked(
      RequestSpecification asking, String warehouse, String query) {
    return asking
        .body(Map.of("warehouse", warehouse, "query", query))
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
