package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A folder of Parquet files is a warehouse whose tables are the files. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class ParquetTest {
  private Shop shop;

  @BeforeEach
  void aFolderOfExports() throws Exception {
    shop = Shop.open();
    Files.createDirectory(shop.files().resolve("exports"));
    write(
        shop,
        "exports/customers.parquet",
        "select i as id, 'p' || i as email, i / 10.0 as score from range(30) t(i)");
    write(shop, "exports/big orders.parquet", "select 1 as id");
    Files.writeString(shop.files().resolve("exports/read me.txt"), "not a table");
    shop.warehouse("exports", Map.of("kind", "files", "path", "exports"));
  }

  @Test
  void aFileIsReadAsATableAndItsNextEditionIsCompared() throws Exception {
    shop.as("engineer")
        .get("/warehouses/exports/tables")
        .then()
        .statusCode(200)
        .body("data", equalTo(List.of("big orders", "customers")));
    shop.as("engineer")
        .body(Map.of("warehouse", "exports", "table", "customers"))
        .post("/models/preview")
        .then()
        .statusCode(200)
        .body("columns.name", equalTo(List.of("id", "email", "score")))
        .body("columns.type", equalTo(List.of("integer", "text", "decimal")));
    String model = shop.people("customers", "exports", "customers");
    JsonPath first = shop.finished(shop.run(model));
    assertThat(first.getLong("counts.added")).isEqualTo(30);

    write(
        shop,
        "exports/customers.parquet",
        "select i as id, 'p' || i as email, case i when 3 then 99.0 else i / 10.0 end as score"
            + " from range(31) t(i) where i <> 5");
    JsonPath next = shop.finished(shop.run(model));
    assertThat(shop.changes(next.getString("id")))
        .extracting(change -> change.change() + " " + change.key().get("id").asInt())
        .containsExactlyInAnyOrder("CHANGED 3", "REMOVED 5", "ADDED 30");
  }

  @Test
  void aFileThatIsNotWholeFailsTheRunAndRemovesNothing() throws Exception {
    String model = shop.people("customers", "exports", "customers");
    shop.finished(shop.run(model));
    Path file = shop.files().resolve("exports/customers.parquet");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    JsonPath failed = shop.settled(shop.run(model), "failed");
    assertThat(failed.getString("failure.code")).isEqualTo("file-unreadable");
    assertThat(shop.changes(failed.getString("id"))).isEmpty();

    Files.delete(file);
    JsonPath gone = shop.settled(shop.run(model), "failed");
    assertThat(gone.getString("failure.code")).isEqualTo("query-failed");
    assertThat(gone.getString("failure.detail")).contains("customers");
  }

  @Test
  void aLinkAmongTheFilesCannotLeadOutOfTheFolder() throws Exception {
    Shop stranger = Shop.open();
    write(stranger, "secret.parquet", "select 'secret' as id");
    Files.createSymbolicLink(
        shop.files().resolve("exports/theirs.parquet"), stranger.files().resolve("secret.parquet"));
    shop.as("engineer")
        .get("/warehouses/exports/tables")
        .then()
        .statusCode(422)
        .body("code", is("file-outside"));
  }

  private static void write(Shop shop, String file, String query) throws Exception {
    shop.table(
        "writer.duckdb",
        "copy (%s) to '%s' (format parquet)".formatted(query, shop.files().resolve(file)));
  }
}
