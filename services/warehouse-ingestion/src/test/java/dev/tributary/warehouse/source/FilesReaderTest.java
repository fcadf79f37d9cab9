package dev.tributary.warehouse.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.table.Catalogue;
import dev.tributary.warehouse.table.QueryPosition;
import dev.tributary.warehouse.table.RunFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The positions of errors, and the catalogue, from the real DuckDB. */
class FilesReaderTest {
  @TempDir Path folder;
  private FilesReader reader;

  @BeforeEach
  void aDatabaseWithTwoTables() throws Exception {
    Path file = folder.resolve("shop.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (order_id bigint, total decimal(18,2))");
      statement.execute("create table customers (customer_id integer, name varchar)");
      statement.execute("insert into customers values (1, 'Ada')");
    }
    reader =
        FilesReader.open(file.toRealPath(), List.of(folder), new RunDatabase.Limits(256, 1, 100));
  }

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void aSyntaxErrorHasItsPosition() {
    refused(() -> reader.describe("select customer_id,\n  from from customers"))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("query-invalid");
          assertThat(failure.position()).extracting(QueryPosition::line).isEqualTo(2);
        });
  }

  @Test
  void aWrongColumnHasItsPositionAndTheMessageOfTheEngine() {
    refused(() -> reader.describe("select customer_id,\n  nam\nfrom customers"))
        .satisfies(failure -> {
          assertThat(failure.position()).isEqualTo(new QueryPosition(2, 3));
          assertThat(failure.engineWords())
              .startsWith("Binder Error: ")
              .contains("\"nam\"", "Candidate bindings")
              .doesNotContain("LINE", "^");
        });
  }

  @Test
  void anErrorInTheFirstLineHasTheColumnOfTheQuery() {
    refused(() -> reader.preview("select * from custmers", 5))
        .satisfies(failure -> assertThat(failure.position()).isEqualTo(new QueryPosition(1, 15)));
  }

  @Test
  void aValueThatCannotBeConvertedHasThePositionOfItsCast() {
    refused(() -> reader.preview("select\n  cast(name as integer) as n\nfrom customers", 5))
        .satisfies(failure -> {
          assertThat(failure.position()).isEqualTo(new QueryPosition(2, 3));
          assertThat(failure).hasMessageNotContaining("Ada");
        });
  }

  @Test
  void theCatalogueHasTheColumnsOfEachTableInTheirOrder() throws Exception {
    assertThat(reader.catalogue(100))
        .isEqualTo(
            new Catalogue(
                List.of(
                    new Catalogue.Table(
                        "customers",
                        List.of(
                            new Catalogue.TypedColumn("customer_id", "INTEGER"),
                            new Catalogue.TypedColumn("name", "VARCHAR"))),
                    new Catalogue.Table(
                        "orders",
                        List.of(
                            new Catalogue.TypedColumn("order_id", "BIGINT"),
                            new Catalogue.TypedColumn("total", "DECIMAL(18,2)")))),
                false));
  }

  @Test
  void aCatalogueWithMoreColumnsIsShortened() throws Exception {
    Catalogue shortened = reader.catalogue(3);
    assertThat(shortened.more()).isTrue();
    assertThat(shortened.tables())
        .extracting(table -> table.name() + " " + table.columns().size())
        .containsExactly("customers 2", "orders 1");
    assertThat(reader.catalogue(4).more()).isFalse();
  }

  private static ThrowableAssertAlternative<RunFailure> refused(ThrowingCallable query) {
    return assertThatExceptionOfType(RunFailure.class).isThrownBy(query);
  }
}
