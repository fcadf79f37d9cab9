package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.declared.template.Template;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.declared.template.Values;
import dev.tributary.destinations.jobfile.DataFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A file of CSV with a row for each item. The columns are the properties of all items; the
 * properties of an object have its name and a dot before theirs. A property that an item lacks is
 * an empty cell, which changes nothing at the vendor.
 *
 * @param write whose content of an item is the row; it has such a content
 * @param without properties that are no columns, also within objects
 * @param clear the cell that clears a field
 * @param clearable whether this cell clears a column
 * @param structured the fields that hold objects: a cell cannot have their value
 */
record CsvTemplate(
    RequestTemplate write,
    Set<String> without,
    String clear,
    Predicate<String> clearable,
    Set<String> structured) {
  /** All digits of a number with a larger exponent would be a long text. */
  private static final int LONGEST_NUMBER = 100;

  CsvTemplate {
    without = Set.copyOf(without);
    structured = Set.copyOf(structured);
  }

  /** The columns of an item; null if the item cannot be in a file. */
  @Nullable Set<String> columns(Batch batch, Item item) {
    if (write.refusal(batch, item) != null) {
      return null;
    }
    try {
      return cells(Values.of(batch).of(item)).keySet();
    } catch (UnfitValue unfit) {
      if (unfit.isOfSettings()) {
        throw unfit;
      }
      return null;
    } catch (RuntimeException unexpected) {
      // Such an item does not keep back the others: it is sent without a file, and has its outcome.
      return null;
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
    Template row = write.each();
    JsonNode content = row == null ? null : row.value(values);
    Map<String, String> cells = new LinkedHashMap<>();
    if (content != null) {
      addEach("", content, cells);
    }
    return cells;
  }

  private void addEach(String prefix, JsonNode object, Map<String, String> cells) {
    object
        .properties()
        .forEach(property -> {
          if (!without.contains(property.getKey())) {
            add(prefix + property.getKey(), property.getValue(), cells);
          }
        });
  }

  private void add(String column, JsonNode value, Map<String, String> cells) {
    if (value.isArray()) {
      throw new UnfitValue(column, "A list cannot be in a file");
    }
    if (!value.isObject()) {
      cells.put(column, cell(column, value));
      return;
    }
    int before = cells.size();
    addEach(column + ".", value, cells);
    if (cells.size() == before) {
      throw new UnfitValue(column, "An object without properties cannot be in a file");
    }
  }

  /** An empty text clears the field as null does: an empty cell changes nothing. */
  private String cell(String column, JsonNode value) {
    if (structured.contains(column)) {
      throw new UnfitValue(column, "An object cannot be replaced or cleared in a file");
    }
    String text = value.isNull() ? "" : value.isNumber() ? number(column, value) : value.asText();
    if (text.equals(clear)) {
      throw new UnfitValue(column, "This text would clear the field in a file");
    }
    if (!text.isEmpty()) {
      return text;
    }
    if (!clearable.test(column)) {
      throw new UnfitValue(column, "It is not known whether this field can be cleared in a file");
    }
    return clear;
  }

  private static String number(String column, JsonNode value) {
    BigDecimal number = value.decimalValue();
    if ((long) number.precision() + Math.abs((long) number.scale()) > LONGEST_NUMBER) {
      throw new UnfitValue(column, "The number has too many digits for a file");
    }
    return number.toPlainString();
  }
}
