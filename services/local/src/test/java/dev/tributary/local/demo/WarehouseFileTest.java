package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseFileTest {

  private static final DemoState STATE = new DemoState(7, 200, "2026-11-20T09:00:00Z", 0);

  @TempDir private Path folder;

  @Test
  void itHoldsCustomersWithDistinctIdentifiersAndTheirOrders() throws SQLException {
    Path file = folder.resolve("shop").resolve(WarehouseFile.NAME);
    new WarehouseFile(file).ensure(STATE);
    for (String identifier : new String[] {"customer_id", "email", "phone"}) {
      assertThat(number(file, "select count(distinct %s) from customers".formatted(identifier)))
          .isEqualTo(200);
    }
    assertThat(number(file, "select count(*) from orders")).isEqualTo(1_000);
    assertThat(
            number(
                file,
                "select count(*) from orders natural join customers join products using (product_id)"))
        .isEqualTo(1_000);
  }

  @Test
  void whatIsThereStaysAsItIs() throws Exception {
    Path file = folder.resolve(WarehouseFile.NAME);
    new WarehouseFile(file).ensure(STATE);
    byte[] before = Files.readAllBytes(file);
    new WarehouseFile(file).ensure(new DemoState(8, 10, STATE.begunAt(), 0));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  private static long number(Path file, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
