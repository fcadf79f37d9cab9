package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A few rows of each kind of change. */
public record ChangedRows(List<ChangedRow> data) {
  /**
   * A row that a run found added, changed or removed. Values are masked that the caller may not
   * see.
   *
   * @param change {@code added}, {@code changed} or {@code removed}
   * @param key the primary key's values by column
   * @param row every column; empty where it was removed
   * @param changed the columns that differ from what was known before
   */
  public record ChangedRow(
      String change, Map<String, Object> key, Map<String, Object> row, List<String> changed) {}

  static ChangedRows of(JsonNode samples, ColumnSight sight) {
    List<ChangedRow> rows = new ArrayList<>();
    for (JsonNode sample : samples) {
      List<String> changed = new ArrayList<>();
      sample.path("changed").forEach(name -> changed.add(name.asText()));
      rows.add(
          new ChangedRow(
              sample.path("change").asText(),
              fields(sample.path("key"), sight::key),
              fields(sample.path("row"), sight::value),
              changed));
    }
    return new ChangedRows(rows);
  }

  /** Whether it shows a value that is not masked. */
  boolean tells() {
    return data.stream()
        .anyMatch(each -> ColumnSight.tells(each.key()) || ColumnSight.tells(each.row()));
  }

  private static Map<String, Object> fields(
      JsonNode object, BiFunction<String, Object, Object> shown) {
    Map<String, Object> fields = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> fields.put(field.getKey(), shown.apply(field.getKey(), field.getValue())));
    return fields;
  }
}
