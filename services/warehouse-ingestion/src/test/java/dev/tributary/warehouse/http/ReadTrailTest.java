package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.audit.FieldChange.Sensitivity;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.audit.RecordedReads;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who is shown rows of people is on record. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class ReadTrailTest {
  @Test
  void whateverShowsAPersonRowsIsOnRecord() throws Exception {
    Shop shop = Shop.open();
    shop.table(
        "shop.duckdb",
        "create table customers as select * from (values ('1', 'a@x.test', 0.5), ('2', 'b@x.test',"
            + " 0.5), ('2', 'c@x.test', 0.5)) t(id, email, score)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    String run =
        shop.finished(shop.run(shop.people("customers", "shop", "customers"))).getString("id");
    show(() -> shop.as("engineer"), run);
    show(() -> shop.program("engineer"), run);
    assertThat(reads(shop)).isEmpty();
    assertThat(operationsOfPrograms(shop))
        .containsExactlyInAnyOrder("listChangedRows", "listRefusedRows", "previewModel");

    show(() -> shop.withPersonalData("engineer"), run);
    assertThat(reads(shop))
        .extracting(
            PersonalDataRead::actor,
            PersonalDataRead::operation,
            PersonalDataRead::profiles,
            PersonalDataRead::part)
        .containsExactly(
            tuple("sub-engineer@example.test", "listChangedRows", List.of(), run),
            tuple("sub-engineer@example.test", "listRefusedRows", List.of(), run),
            tuple("sub-engineer@example.test", "previewModel", List.of(), null));
  }

  @Test
  void whoChangesAWarehouseIsOnRecordWithoutItsPassword() throws Exception {
    Shop shop = Shop.open();
    shop.warehouse("dw", Company.connection(Company.password()));
    shop.as("engineer")
        .contentType("application/merge-patch+json")
        .body(Map.of("name", "Renamed", "connection", Map.of("password", "planted-password")))
        .patch("/warehouses/dw")
        .then()
        .statusCode(200);
    String kafka = System.getProperty(WarehouseEnvironment.KAFKA);
    List<AdministrationEntry> changed =
        RecordedAdministration.await(kafka, shop.workspace(), "changeWarehouse", 1);
    assertThat(changed).hasSize(1);
    assertThat(changed.getFirst().changes())
        .extracting(FieldChange::field, FieldChange::sensitivity)
        .containsExactlyInAnyOrder(
            tuple("/name", Sensitivity.OPEN),
            tuple("/connection/sealedPassword", Sensitivity.SECRET));
    assertThat(RecordedAdministration.of(kafka, shop.workspace()).toString())
        .contains("createWarehouse")
        .doesNotContain("planted-password", "v1.");
  }

  @Test
  void aChangeOfTheAddressIsMarkedOnRecord() throws Exception {
    Shop shop = Shop.open();
    shop.warehouse("dw", Company.connection(Company.password()));
    List<Map<String, ?>> changes =
        List.of(
            Map.of("schema", "other"),
            Map.of("host", "elsewhere.example", "password", "planted-password"));
    changes.forEach(connection ->
        shop.as("engineer")
            .contentType("application/merge-patch+json")
            .body(Map.of("connection", connection))
            .patch("/warehouses/dw")
            .then()
            .statusCode(200));
    String kafka = System.getProperty(WarehouseEnvironment.KAFKA);
    assertThat(RecordedAdministration.await(kafka, shop.workspace(), "changeWarehouse", 2))
        .extracting(entry -> entry.changes().contains(FieldChange.ADDRESS_CHANGED))
        .containsExactly(false, true);
  }

  @Test
  void aChangeOfTheAddressToWhichNoPasswordIsSentIsNotMarkedOnRecord() throws Exception {
    Shop shop = Shop.open();
    Map<String, Object> connection = new HashMap<>(Company.connection(Company.password()));
    connection.remove("password");
    shop.warehouse("open", connection);
    shop.warehouse("dw", Company.connection(Company.password()));
    move(shop, "open", "{\"connection\":{\"host\":\"elsewhere.example\"}}");
    move(
        shop,
        "dw",
        "{\"connection\":{\"kind\":\"files\",\"path\":\"shop.duckdb\",\"host\":null,\"port\":null,"
            + "\"database\":null,\"user\":null,\"schema\":null,\"tls\":null,"
            + "\"verifyCertificate\":null,\"caCertificate\":null}}");
    String kafka = System.getProperty(WarehouseEnvironment.KAFKA);
    assertThat(RecordedAdministration.await(kafka, shop.workspace(), "changeWarehouse", 2))
        .hasSize(2)
        .noneMatch(entry -> entry.changes().contains(FieldChange.ADDRESS_CHANGED));
  }

  private static void move(Shop shop, String warehouse, String patch) {
    shop.as("engineer")
        .contentType("application/merge-patch+json")
        .body(patch)
        .patch("/warehouses/" + warehouse)
        .then()
        .statusCode(200);
  }

  /** The attempt to have a stored password sent elsewhere. */
  @Test
  void aNewAddressWithoutThePasswordIsOnRecordAsRefused() throws Exception {
    Shop shop = Shop.open();
    shop.warehouse("dw", Company.connection(Company.password()));
    shop.as("engineer")
        .contentType("application/merge-patch+json")
        .body(Map.of("connection", Map.of("host", "attacker.example")))
        .patch("/warehouses/dw")
        .then()
        .statusCode(422)
        .body("code", equalTo("secret-needed"))
        .body("errors.pointer", equalTo(List.of("/connection/password")));
    String kafka = System.getProperty(WarehouseEnvironment.KAFKA);
    assertThat(RecordedAdministration.await(kafka, shop.workspace(), "changeWarehouse", 1))
        .singleElement()
        .extracting(AdministrationEntry::result)
        .isEqualTo(new Result(Outcome.REFUSED, 422, 1));
  }

  private static void show(Supplier<RequestSpecification> asking, String run) {
    asking.get().get("/runs/{run}/changes", run).then().statusCode(200);
    asking.get().get("/runs/{run}/refused", run).then().statusCode(200);
    asking
        .get()
        .body(Map.of("warehouse", "shop", "table", "customers"))
        .post("/models/preview")
        .then()
        .statusCode(200);
  }

  private static List<PersonalDataRead> reads(Shop shop) {
    return RecordedReads.ofPeople(System.getProperty(WarehouseEnvironment.KAFKA), shop.workspace());
  }

  private static Set<String> operationsOfPrograms(Shop shop) {
    return RecordedReads.operationsOfPrograms(
        System.getProperty(WarehouseEnvironment.KAFKA), shop.workspace());
  }
}
