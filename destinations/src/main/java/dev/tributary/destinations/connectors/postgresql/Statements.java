package dev.tributary.destinations.connectors.postgresql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that write a batch: one statement for all items that fill the same columns. A row
 * that the table does not have gets all fields of its item, another one those that are to be sent.
 */
final class Statements {
  private Statements() {}

  /**
   * A statement over arrays of texts, one per column; the server casts them to the types of the
   * columns.
   *
   * @param columns names; the match column is the first
   */
  record Statement(String text, List<String> columns, List<List<@Nullable String>> values) {
    String shownValues() {
      Map<String, List<@Nullable String>> shown = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        shown.put(columns.get(i), values.get(i));
      }
      return new String(Json.write(shown), StandardCharsets.UTF_8);
    }
  }

  static List<Statement> of(Table table, Batch batch) {
    return batch.operation() == Operation.REMOVE
        ? List.of(delete(table, batch.items()))
        : upserts(table, batch.items());
  }

  static List<Statement> upserts(Table table, List<Item> items) {
    Map<Columns, List<Item>> byColumns = new LinkedHashMap<>();
    for (Item item : items) {
      Columns columns =
          new Columns(columns(table, item.whole().fields()), columns(table, item.fields()));
      byColumns.computeIfAbsent(columns, some -> new ArrayList<>()).add(item);
    }
    List<Statement> statements = new ArrayList<>();
    byColumns.forEach((columns, some) -> statements.add(upsert(table, columns, some)));
    return statements;
  }

  private record Columns(TreeSet<String> inserted, TreeSet<String> updated) {}

  private static TreeSet<String> columns(Table table, ObjectNode fields) {
    TreeSet<String> columns = new TreeSet<>();
    fields.fieldNames().forEachRemaining(columns::add);
    columns.remove(table.matchColumn());
    return columns;
  }

  private static Statement upsert(Table table, Columns columns, List<Item> items) {
    List<String> all = new ArrayList<>(List.of(table.matchColumn()));
    all.addAll(columns.inserted());
    String names = all.stream().map(Table::quoted).collect(Collectors.joining(", "));
    String casts =
        all.stream()
            .map(name -> "cast(u." + Table.quoted(name) + " as " + typeOf(name) + ")")
            .collect(Collectors.joining(", "));
    String arrays = all.stream().map(name -> "?").collect(Collectors.joining(", "));
    String updates =
        columns.updated().stream()
            .map(name -> Table.quoted(name) + " = excluded." + Table.quoted(name))
            .collect(Collectors.joining(", "));
    String text =
        "insert into %s (%s) select %s from unnest(%s) as u(%s) on conflict (%s) do %s"
            .formatted(
                table.quoted(),
                names,
                casts,
                arrays,
                names,
                Table.quoted(table.matchColumn()),
                columns.updated().isEmpty() ? "nothing" : "update set " + updates);
    List<List<@Nullable String>> values = new ArrayList<>();
    values.add(items.stream().<@Nullable String>map(Item::matchValue).toList());
    for (String column : columns.inserted()) {
      List<@Nullable String> texts = new ArrayList<>();
      items.forEach(item -> texts.add(text(item.whole().fields().get(column))));
      values.add(texts);
    }
    return new Statement(text, all, values);
  }

  /** The placeholder for a column's type, until the type is read from the server. */
  static String typeOf(String column) {
    return "<" + column + ">";
  }

  private static Statement delete(Table table, List<Item> items) {
    String match = Table.quoted(table.matchColumn());
    String text = "delete from %s where %s::text = any(?)".formatted(table.quoted(), match);
    List<@Nullable String> keys = new ArrayList<>();
    for (Item item : items) {
      String knownAs = item.deliveredAs();
      keys.add(knownAs == null ? item.matchValue() : knownAs);
    }
    return new Statement(text, List.of(table.matchColumn()), List.of(keys));
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
