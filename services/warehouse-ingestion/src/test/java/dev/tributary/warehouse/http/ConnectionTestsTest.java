package dev.tributary.warehouse.http;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a test of a connection finds stands at its field, and with the warehouse. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class ConnectionTestsTest {
  private Shop shop;

  @BeforeEach
  void aFileOfTables() throws Exception {
    shop = Shop.open();
    shop.table("shop.duckdb", "create table customers as select 1 as id, null as email");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
  }

  @Test
  void theLastTestIsKeptUntilTheConnectionIsAnother() {
    lastTest("lastTest", nullValue());
    shop.as("engineer").post("/warehouses/shop/test").then().statusCode(200).body("tables", is(1));
    lastTest("lastTest.tables", is(1));
    lastTest("lastTest.failure", nullValue());

    change(Map.of("name", "The shop"));
    lastTest("lastTest.tables", is(1));
    change(Map.of("connection", Map.of("path", "gone.duckdb")));
    lastTest("lastTest", nullValue());

    shop.as("engineer")
        .post("/warehouses/shop/test")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/connection/path"));
    lastTest("lastTest.failure.code", is("file-missing"));
    shop.as("viewer")
        .get("/warehouses")
        .then()
        .body("data[0].lastTest.failure.code", is("file-missing"));
  }

  /** An engineer who may not see a password has it sent to a server of their own. */
  @Test
  void aChangedAddressAsksForThePasswordAgain() {
    shop.warehouse("company", Company.connection(Company.password()));
    Map<String, Object> parts =
        Map.of("host", "attacker.example", "port", 1, "user", "other", "tls", true);
    parts.forEach((name, value) ->
        patch("company", Map.of("connection", Map.of(name, value)))
            .then()
            .statusCode(422)
            .body("errors.pointer", is(List.of("/connection/password"))));
    patch("company", Map.of("name", "Company", "connection", Map.of("schema", "public")))
        .then()
        .statusCode(200);
    shop.as("engineer").post("/warehouses/company/test").then().statusCode(200);
    patch("company", Map.of("connection", Map.of("verifyCertificate", false)))
        .then()
        .statusCode(422);
    Map<String, Object> again = Map.of("verifyCertificate", false, "password", Company.password());
    patch("company", Map.of("connection", again)).then().statusCode(200);
    shop.as("engineer").post("/warehouses/company/test").then().statusCode(200);
    patch("company", Map.of("connection", Map.of("caCertificate", "nonsense")))
        .then()
        .statusCode(422)
        .body("errors.pointer", is(List.of("/connection/caCertificate")));
  }

  /** The server of the test does not encrypt. */
  @Test
  void aConnectionIsEncryptedAndVerifiedUnlessItSaysOtherwise() {
    Map<String, Object> connection = new HashMap<>(Company.connection(Company.password()));
    connection.remove("tls");
    shop.warehouse("company", connection)
        .body("connection.tls", is(true))
        .body("connection.verifyCertificate", is(true));
    shop.as("engineer")
        .post("/warehouses/company/test")
        .then()
        .statusCode(422)
        .body("code", is("tls-unsupported"))
        .body("errors.pointer", hasItem("/connection/tls"));
    connection.put("tls", false);
    patch("company", Map.of("connection", connection)).then().statusCode(200);
    shop.as("engineer").post("/warehouses/company/test").then().statusCode(200);
  }

  @Test
  void whatIsWrongWithAServerStandsAtItsField() {
    refused("/connection/password", Company.connection("wrong"));
    Map<String, Object> elsewhere = new HashMap<>(Company.connection(Company.password()));
    elsewhere.put("database", "none_such");
    refused("/connection/database", elsewhere);
  }

  @Test
  void aPreviewTellsWhetherAKeyTellsAllRowsApart() throws Exception {
    shop.table(
        "shop.duckdb",
        "create table orders as select * from (values (1, 'a'), (1, 'b'), (null, 'c'), (2, 'a'))"
            + " t(id, letter)");
    Map<String, Object> request =
        Map.of("warehouse", "shop", "table", "orders", "primaryKey", List.of("id"));
    shop.as("engineer")
        .body(request)
        .post("/models/preview")
        .then()
        .statusCode(200)
        .body("key.unique", is(false))
        .body("key.rows", nullValue());
    shop.withPersonalData("engineer")
        .body(request)
        .post("/models/preview")
        .then()
        .statusCode(200)
        .body("key.unique", is(false))
        .body("key.rows", is(4))
        .body("key.missing", is(1))
        .body("key.repeated", is(2));
    shop.as("engineer")
        .body(Map.of("warehouse", "shop", "table", "orders"))
        .post("/models/preview")
        .then()
        .statusCode(200)
        .body("key", nullValue());
    shop.as("engineer")
        .body(Map.of("warehouse", "shop", "table", "orders", "primaryKey", List.of("none")))
        .post("/models/preview")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/primaryKey"));
  }

  private void refused(String pointer, Map<String, Object> connection) {
    shop.as("engineer")
        .body(Map.of("connection", connection))
        .post("/warehouses/test")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem(pointer));
  }

  private void change(Map<String, Object> patch) {
    patch("shop", patch).then().statusCode(200);
  }

  private Response patch(String warehouse, Map<String, Object> patch) {
    return shop.as("engineer")
        .contentType("application/merge-patch+json")
        .body(patch)
        .patch("/warehouses/" + warehouse);
  }

  private void lastTest(String path, Matcher<?> matcher) {
    shop.as("viewer").get("/warehouses/shop").then().statusCode(200).body(path, matcher);
  }
}
