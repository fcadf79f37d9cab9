package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A sample of the changed rows.
 *
 * @param data some rows of each kind of change; empty after some days
 * @param withheld whether rows are left out, because the caller may not read personal data and the
 *     number of rows reveals something about the conditions of a query
 */
public record ChangedRows(List<ChangedRow> data, boolean withheld) {
  static final ChangedRows WITHHELD = new ChangedRows(List.of(), true);

  /**
   * A row that a run found added, changed or removed. Values that the caller may not see are
   * masked.
   *
   * @param change {@code added}, {@code changed} or {@code removed}
   * @param key the primary key's values by column
   * @param row every column; empty if it was removed
   * @param changed the columns that differ from the previous version of the row
   */
  public record ChangedRow(
      String change, Map<String, Object> key, Map<String, Object> row, List<String> changed) {}

  static ChangedRows of(JsonNode samples, ColumnVisibility visibility) {
    List<ChangedRow> rows = new ArrayList<>();
    for (JsonNode sample : samples) {
      List<String> changed = new ArrayList<>();
      sample.path("changed").forEach(name -> changed.add(name.asText()));
      rows.add(
          new ChangedRow(
              sample.path("change").asText(),
              fields(sample.path("key"), visibility::key),
              fields(sample.path("row"), visibility::value),
              changed));
    }
    return new ChangedRows(rows, false);
  }

  /** Whether it contains a value that is not masked. */
  boolean hasUnmaskedValue() {
    return data.stream()
        .anyMatch(each ->
            ColumnVisibility.hasUnmaskedValue(each.key())
                || ColumnVisibility.hasUnmaskedValue(each.row()));
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
