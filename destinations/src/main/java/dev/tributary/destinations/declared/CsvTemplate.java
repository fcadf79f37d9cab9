package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.declared.template.Template;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.declared.template.Values;
import dev.tributary.destinations.jobfile.DataFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of CSV with a row for each item. The columns are the properties of all items; the
 * properties of an object have its name and a dot before theirs. A property that an item lacks is
 * an empty cell, which changes nothing at the vendor.
 *
 * @param row the content of an item as an object of JSON
 * @param without properties that are no columns
 * @param clear the cell that clears a field
 * @param structured the fields that hold objects or lists: null cannot be in a cell of theirs
 */
record CsvTemplate(Template row, Set<String> without, String clear, Set<String> structured) {

  CsvTemplate {
    without = Set.copyOf(without);
    structured = Set.copyOf(structured);
  }

  boolean isSendable(Batch batch, Item item) {
    try {
      cells(Values.of(batch).of(item));
      return true;
    } catch (UnfitValue unfit) {
      if (unfit.isOfSettings()) {
        throw unfit;
      }
      return false;
    }
  }

  /**
   * The file with the items of a batch, in UTF-8.
   *
   * @throws UnfitValue if one of them cannot be in it
   */
  byte[] content(Batch batch) {
    Values values = Values.of(batch);
    Set<String> columns = new LinkedHashSet<>();
    List<Map<String, String>> rows = new ArrayList<>();
    for (Item item : batch.items()) {
      Map<String, String> cells = cells(values.of(item));
      columns.addAll(cells.keySet());
      rows.add(cells);
    }
    List<List<@Nullable String>> file = new ArrayList<>();
    for (Map<String, String> cells : rows) {
      List<@Nullable String> line = new ArrayList<>();
      columns.forEach(column -> line.add(cells.get(column)));
      file.add(line);
    }
    return DataFile.csv(List.copyOf(columns), file);
  }

  private Map<String, String> cells(Values values) {
    JsonNode content = row.value(values);
    Map<String, String> cells = new LinkedHashMap<>();
    if (content != null) {
      content
          .properties()
          .forEach(property -> {
            if (!without.contains(property.getKey())) {
              add(property.getKey(), property.getValue(), cells);
            }
          });
    }
    return cells;
  }

  private void add(String column, JsonNode value, Map<String, String> cells) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(property -> add(column + "." + property.getKey(), property.getValue(), cells));
      return;
    }
    if (value.isNull() && structured.contains(column)) {
      throw new UnfitValue(column, "An object cannot be cleared in a file");
    }
    cells.put(column, cell(column, value));
  }

  /** An empty text clears the field as null does: an empty cell changes nothing. */
  private String cell(String column, JsonNode value) {
    String text =
        value.isNull()
            ? ""
            : value.isNumber()
                ? value.decimalValue().toPlainString()
                : value.isValueNode() ? value.asText() : value.toString();
    if (text.equals(clear)) {
      throw new UnfitValue(column, "This text would clear the field in a file");
    }
    return text.isEmpty() ? clear : text;
  }
}
