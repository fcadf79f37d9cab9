package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.warehouse.WarehouseEnvironment;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matcher;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection or a model was, and how an earlier version comes back. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class VersionsTest {
  private static final String ADA = "ada@shop.example";

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  private Shop shop;

  @BeforeEach
  void aShop() throws Exception {
    shop = Shop.open();
  }

  @Test
  void aRestoredConnectionKeepsThePresentPassword() {
    shop.warehouse("company", Company.connection(Company.password()));
    patch("/warehouses/company", Map.of("name", "Other", "connection", Map.of("schema", "other")));
    String versions =
        versions("/warehouses/company")
            .body("data.version", contains(2, 1))
            .body("data.content.connection.schema", contains("other", "public"))
            .body("data[0].changedBy.name", equalTo("sub-engineer@example.test"))
            .extract()
            .asString();
    assertThat(versions).doesNotContain("assword").doesNotContain("v2.");
    assertThat(keptConnections()).hasSize(2).allMatch(kept -> !kept.contains("assword"));

    restore("/warehouses/company", 1)
        .statusCode(200)
        .body("name", is("company"))
        .body("connection.schema", is("public"))
        .body("connection.passwordSet", is(true));
    shop.as("engineer").post("/warehouses/company/test").then().statusCode(200);
  }

  @Test
  void anEarlierAddressAsksForThePasswordAgain() {
    shop.warehouse("company", Company.connection(Company.password()));
    patch(
        "/warehouses/company",
        Map.of("connection", Map.of("verifyCertificate", false, "password", Company.password())));
    restore("/warehouses/company", 1)
        .statusCode(422)
        .body("errors.pointer", is(List.of("/connection/password")));
  }

  @Test
  void anEarlierModelComesBack() throws Exception {
    shop.table(
        "shop.duckdb", "create table people as select 1 as id, 'a@b.example' as email, 2 as score");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    shop.people("people", "shop", "people");
    patch(
        "/models/people",
        Map.of(
            "name",
            "Two",
            "paused",
            true,
            "schedule",
            Map.of("kind", "interval", "every", "PT1H")));
    patch("/models/people", Map.of("query", "select * from people"));
    versions("/models/people")
        .body("data.version", contains(3, 2, 1))
        .body("data[0].content.query", is("select * from people"))
        .body("data[2].content.table", is("people"))
        .body("data[2].content.schedule.kind", is("manual"));
    restore("/models/people", 1)
        .statusCode(200)
        .body("version", is(4))
        .body("name", is("people"))
        .body("paused", is(false))
        .body("table", is("people"))
        .body("query", nullValue())
        .body("schedule.kind", is("manual"));
    restore("/models/people", 2)
        .statusCode(200)
        .body("schedule.every", is("PT1H"))
        .body("paused", is(true));
    restore("/models/people", 9).statusCode(404);
  }

  @Test
  void aModelIsFiledByTagsFolderAndOwnerAlsoWhileItsWarehouseDoesNotAnswer() throws Exception {
    shop.table(
        "shop.duckdb", "create table people as select 1 as id, 'a@b.example' as email, 2 as score");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    shop.people("people", "shop", "people");
    shop.as("viewer")
        .get("/models/people")
        .then()
        .body("tags", empty())
        .body("folder", nullValue())
        .body("owner", nullValue());
    Files.delete(shop.files().resolve("shop.duckdb"));
    patch(
        "/models/people",
        Map.of("tags", List.of("shop", " people "), "folder", "Core", "owner", "ada@shop.example"));
    versions("/models/people")
        .body("data.version", contains(1))
        .body("data[0].content", not(hasKey("folder")))
        .body("data[0].content.table", is("people"));
    shop.as("engineer")
        .contentType("application/merge-patch+json")
        .body(Map.of("owner", "o".repeat(201)))
        .patch("/models/people")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/owner"));
    shop.as("viewer")
        .get("/models")
        .then()
        .body("data.find { it.key == 'people' }.tags", contains("shop", "people"))
        .body("data.find { it.key == 'people' }.primaryKey", contains("id"));
  }

  @Test
  void theAddressOfAnOwnerIsHiddenWithoutTheRight() throws Exception {
    aModelWithAnOwner();
    String list = shop.as("viewer").get("/models").then().statusCode(200).extract().asString();
    String one =
        shop.as("viewer")
            .get("/models/people")
            .then()
            .statusCode(200)
            .body("owner.masked", is(true))
            .extract()
            .asString();
    String versions =
        versions("/models/people")
            .body("data[0].content", not(hasKey("owner")))
            .extract()
            .asString();
    assertThat(list + one + versions).doesNotContain(ADA);
  }

  @Test
  void aHiddenOwnerStaysWhenAnotherFieldChanges() throws Exception {
    aModelWithAnOwner();
    shop.as("engineer")
        .body(Map.of("folder", "Core"))
        .patch("/models/people")
        .then()
        .statusCode(200)
        .body("owner.masked", is(true));
    shop.as("engineer")
        .body(Map.of("owner", Map.of("masked", true)))
        .patch("/models/people")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/owner"));
    owner(is(ADA));
    shop.as("engineer").body("{\"owner\":null}").patch("/models/people").then().statusCode(200);
    owner(nullValue());
  }

  @Test
  void anETagFromBeforeAModelWasFiledIsRefused() throws Exception {
    aModelWithAnOwner();
    String read =
        shop.as("viewer").get("/models/people").then().statusCode(200).extract().header("ETag");
    patch("/models/people", Map.of("folder", "Core"));
    shop.as("engineer")
        .header("If-Match", read)
        .body(Map.of("folder", "Other"))
        .patch("/models/people")
        .then()
        .statusCode(412);
    shop.as("engineer")
        .header("If-Match", read)
        .delete("/models/people")
        .then()
        .statusCode(412)
        .body("code", is("version-mismatch"));
    patch("/models/people", Map.of("name", "Two"));
    restore("/models/people", 1)
        .statusCode(200)
        .body("name", not("Two"))
        .body("folder", is("Core"));
    String newest =
        shop.as("viewer").get("/models/people").then().statusCode(200).extract().header("ETag");
    shop.as("engineer").header("If-Match", newest).delete("/models/people").then().statusCode(204);
  }

  private void aModelWithAnOwner() throws Exception {
    shop.table(
        "shop.duckdb", "create table people as select 1 as id, 'a@b.example' as email, 2 as score");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    shop.people("people", "shop", "people");
    patch("/models/people", Map.of("owner", ADA));
  }

  private void owner(Matcher<?> expected) {
    shop.withPersonalData("viewer")
        .get("/models/people")
        .then()
        .statusCode(200)
        .body("owner", expected);
  }

  private List<String> keptConnections() {
    return Jdbi.create(worker)
        .withHandle(handle ->
            handle
                .createQuery(
                    "select spec::text from definition_version where workspace = ?"
                        + " and kind = 'warehouse'")
                .bind(0, shop.workspace().value())
                .mapTo(String.class)
                .list());
  }

  private void patch(String path, Map<String, Object> patch) {
    String query = (String) patch.get("query");
    Object body = query == null ? patch : "{\"table\": null, \"query\": \"" + query + "\"}";
    shop.withPersonalData("engineer")
        .contentType("application/merge-patch+json")
        .body(body)
        .patch(path)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse versions(String path) {
    return shop.as("viewer").get(path + "/versions").then().statusCode(200);
  }

  private ValidatableResponse restore(String path, int version) {
    return shop.withPersonalData("engineer")
        .post(path + "/versions/" + version + "/restore")
        .then();
  }
}
