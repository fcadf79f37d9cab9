package dev.tributary.destinations.connectors.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.testkit.lane.Lane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB reads what was written. */
class ParquetFileTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonNode ABSENT = MissingNode.getInstance();

  @TempDir Path directory;

  @Test
  void eachColumnHasItsTypeAndCanBeNull() throws IOException, SQLException {
    Table table =
        new Table(
            List.of("tributary_version", "tributary_time", "name", "tags"),
            List.of(
                List.of(
                    JSON.numberNode(7_000_000_000L),
                    JSON.textNode("2026-03-09T23:59:59.123456Z"),
                    JSON.textNode("Zoë \0 \uD83D\uDE00"),
                    JSON.arrayNode().add(1).add("x")),
                List.of(ABSENT, ABSENT, JSON.nullNode(), ABSENT),
                List.of(JSON.numberNode(-1), ABSENT, JSON.textNode(""), JSON.booleanNode(true))));
    assertThat(read(table, "typeof(tributary_version), typeof(tributary_time), typeof(name)"))
        .first()
        .isEqualTo(List.of("BIGINT", "TIMESTAMP WITH TIME ZONE", "VARCHAR"));
    assertThat(read(table, "tributary_version, epoch_us(tributary_time), name, tags"))
        .containsExactly(
            List.of("7000000000", "1773100799123456", "Zoë \0 \uD83D\uDE00", "[1,\"x\"]"),
            Arrays.asList(null, null, null, null),
            Arrays.asList("-1", null, "", "true"));
  }

  @Test
  void aFileWithManyColumnsAndRowsIsReadAsItWasWritten() throws IOException, SQLException {
    Random random = new Random(Lane.seed());
    List<String> columns = new ArrayList<>();
    for (int column = 0; column < 40; column++) {
      columns.add("c" + column);
    }
    List<List<JsonNode>> rows = new ArrayList<>();
    List<List<@Nullable String>> expected = new ArrayList<>();
    for (int row = 0; row < 1_000; row++) {
      List<JsonNode> values = new ArrayList<>();
      List<@Nullable String> texts = new ArrayList<>();
      for (int column = 0; column < columns.size(); column++) {
        // Columns differ in how often they have a value, from never to always.
        boolean present = random.nextInt(columns.size() - 1) < column;
        String text = "x".repeat(random.nextInt(5)) + row;
        values.add(present ? JSON.textNode(text) : ABSENT);
        texts.add(present ? text : null);
      }
      rows.add(values);
      expected.add(texts);
    }
    assertThat(read(new Table(columns, rows), "*")).isEqualTo(expected);
  }

  @Test
  void aFileHasLargePagesLargeValuesAndColumnsWithoutAnyValue() throws IOException, SQLException {
    String large = "ä".repeat(3_000_000);
    List<List<JsonNode>> rows = new ArrayList<>();
    List<List<@Nullable String>> expected = new ArrayList<>();
    for (int row = 0; row < 10_000; row++) {
      String text = row == 5_000 ? large : "a value that fills more than one page " + row;
      rows.add(List.of(JSON.textNode(text), ABSENT, JSON.nullNode(), JSON.numberNode(row)));
      expected.add(Arrays.asList(text, null, null, Integer.toString(row)));
    }
    Table table = new Table(List.of("text", "absent", "none", "tributary_version"), rows);
    assertThat(read(table, "*").equals(expected)).isTrue();
  }

  @Test
  void theFileNamesAWriterWithAVersionAndABuild() {
    Table table = new Table(List.of("a"), List.of(List.of(JSON.textNode("b"))));
    assertThat(new String(ParquetFile.of(table), StandardCharsets.ISO_8859_1))
        .contains("tributary version 1 (build 0)");
  }

  @Test
  void equalTablesHaveEqualFiles() {
    Table table = new Table(List.of("a"), List.of(List.of(JSON.textNode("b"))));
    assertThat(ParquetFile.of(table)).isEqualTo(ParquetFile.of(table));
  }

  private List<List<@Nullable String>> read(Table table, String columns)
      throws IOException, SQLException {
    Path file = directory.resolve("file.parquet");
    Files.write(file, ParquetFile.of(table));
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select %s from '%s'".formatted(columns, file))) {
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(result.getString(column));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
