package dev.tributary.warehouse.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user sees who writes a query: where an error is, and which tables there are. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class QueryErrorsTest {
  private Shop shop;

  @BeforeEach
  void aFileAndAServer() throws Exception {
    shop = Shop.open();
    shop.table("shop.duckdb", "create table customers as select 1 as id, 'Ada' as name");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    shop.warehouse("dw", Company.connection(Company.password()));
  }

  @Test
  void aWrongColumnHasItsPositionInBothEngines() throws Exception {
    String table = Company.freshTable();
    Company.execute("create table " + table + " (id bigint, name text)");
    for (String warehouse : List.of("shop", "dw")) {
      String from = warehouse.equals("shop") ? "customers" : table;
      refused(shop.as("engineer"), warehouse, "select id,\n  nam\nfrom " + from)
          .body("code", is("query-failed"))
          .body("errors", hasSize(1))
          .body("errors[0].pointer", is("/query"))
          .body("errors[0].position.line", is(2))
          .body("errors[0].position.column", is(3));
    }
  }

  @Test
  void aSyntaxErrorHasItsPositionInBothEngines() {
    for (String warehouse : List.of("shop", "dw")) {
      refused(shop.as("engineer"), warehouse, "select 1 as id\nwhere where")
          .body("errors[0].position.line", is(2));
    }
  }

  @Test
  void onlyCallersWhoMayReadPersonalDataGetTheMessageOfTheEngine() {
    String wrongColumn = "select nam from customers";
    refused(shop.as("engineer"), "shop", wrongColumn)
        .body("errors[0].position.line", is(1))
        .body("errors[0].engineMessage", nullValue());
    refused(shop.withPersonalData("engineer"), "shop", wrongColumn)
        .body("errors[0].engineMessage", containsString("nam"));
    // Only a caller who may see the values reads rows.
    refused(
            shop.withPersonalData("engineer"),
            "shop",
            "select cast(name as integer) as n from customers")
        .body("errors[0].engineMessage", containsString("Ada"))
        .body("errors[0].engineMessage", not(containsString("LINE")));
  }

  @Test
  void anErrorWithoutAPositionHasNone() {
    refused(shop.as("engineer"), "shop", "select 1 as id; select 2 as id")
        .body("errors[0].pointer", is("/query"))
        .body("errors[0].position", nullValue());
  }

  @Test
  void theCatalogueHasTablesColumnsAndTypes() throws Exception {
    shop.as("engineer")
        .get("/warehouses/shop/catalogue")
        .then()
        .statusCode(200)
        .body("tables.name", equalTo(List.of("customers")))
        .body("tables[0].columns.name", equalTo(List.of("id", "name")))
        .body("tables[0].columns.type", equalTo(List.of("INTEGER", "VARCHAR")))
        .body("more", is(false));
    String table = Company.freshTable();
    Company.execute("create table " + table + " (id bigint, tags text[], at timestamptz)");
    shop.as("engineer")
        .get("/warehouses/dw/catalogue")
        .then()
        .statusCode(200)
        .body("tables.name", hasItem(table))
        .body(
            "tables.find { it.name == '%s' }.columns.type".formatted(table),
            hasItems("bigint", "text[]", "timestamp with time zone"));
  }

  @Test
  void onlyWhoMayEditModelsReadsACatalogue() {
    shop.as("viewer").get("/warehouses/shop/catalogue").then().statusCode(403);
    shop.as("marketer").get("/warehouses/shop/catalogue").then().statusCode(403);
    shop.as("engineer").get("/warehouses/none/catalogue").then().statusCode(404);
  }

  @Test
  void aServerWithoutTlsIsAnErrorOfTheSwitch() {
    Map<String, Object> encrypted = new HashMap<>(Company.connection(Company.password()));
    encrypted.put("tls", true);
    shop.as("engineer")
        .body(Map.of("connection", encrypted))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("code", is("tls-unsupported"))
        .body("errors", hasSize(1))
        .body("errors[0].pointer", is("/connection/tls"));
  }

  private static ValidatableResponse refused(
      RequestSpecification caller, String warehouse, String query) {
    return caller
        .body(Map.of("warehouse", warehouse, "query", query))
        .post("/models/preview")
        .then()
        .statusCode(422);
  }
}
