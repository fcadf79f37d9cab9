package dev.tributary.destinations.connectors.postgresql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Mode;
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
        : writes(table, batch.mode(), batch.items());
  }

  /**
   * The statements of a sync that only creates, or only updates, answer with the match values of
   * the rows that they wrote.
   *
   * @throws IllegalArgumentException for a sync that deletes: it never writes
   */
  static List<Statement> writes(Table table, Mode mode, List<Item> items) {
    Map<Columns, List<Item>> byColumns = new LinkedHashMap<>();
    for (Item item : items) {
      Columns columns =
          new Columns(columns(table, item.whole().fields()), columns(table, item.fields()));
      byColumns.computeIfAbsent(columns, some -> new ArrayList<>()).add(item);
    }
    List<Statement> statements = new ArrayList<>();
    byColumns.forEach((columns, some) ->
        statements.add(
            switch (mode) {
              case CREATE_ONLY -> creation(table, columns.inserted(), some);
              case UPDATE_ONLY -> update(table, columns.updated(), some);
              case UPSERT, MIRROR, APPEND -> upsert(table, columns, some);
              case DELETE ->
                  throw new IllegalArgumentException("A sync that deletes writes nothing");
            }));
    return statements;
  }

  /**
   * @param inserted the columns of a row that the table does not have
   * @param updated those of another row; a part of the inserted ones
   */
  private record Columns(TreeSet<String> inserted, TreeSet<String> updated) {}

  private static TreeSet<String> columns(Table table, ObjectNode fields) {
    TreeSet<String> columns = new TreeSet<>();
    fields.fieldNames().forEachRemaining(columns::add);
    columns.remove(table.matchColumn());
    return columns;
  }

  private static Statement creation(Table table, TreeSet<String> columns, List<Item> items) {
    List<String> all = columns(table, columns);
    String match = Table.quoted(table.matchColumn());
    String text =
        """
        with u as (select * from unnest(%1$s) as u(%2$s)),
          made as (insert into %3$s (%2$s) select %4$s from u on conflict (%5$s) do nothing
            returning %5$s)
        select u.%5$s from u join made on made.%5$s = %6$s\
        """
            .formatted(
                arrays(all), names(all), table.quoted(), casts(all), match, cast(all.getFirst()));
    return new Statement(text, all, values(columns, items));
  }

  private static Statement update(Table table, TreeSet<String> columns, List<Item> items) {
    List<String> all = columns(table, columns);
    String match = Table.quoted(table.matchColumn());
    String found =
        "from unnest(%s) as u(%s) where t.%s = %s"
            .formatted(arrays(all), names(all), match, cast(all.getFirst()));
    String updates =
        columns.stream()
            .map(name -> Table.quoted(name) + " = " + cast(name))
            .collect(Collectors.joining(", "));
    String text =
        columns.isEmpty()
            ? "select u.%s from %s t, unnest(%s) as u(%s) where t.%s = %s"
                .formatted(
                    match, table.quoted(), arrays(all), names(all), match, cast(all.getFirst()))
            : "update %s t set %s %s returning u.%s"
                .formatted(table.quoted(), updates, found, match);
    return new Statement(text, all, values(columns, items));
  }

  private static Statement upsert(Table table, Columns columns, List<Item> items) {
    List<String> all = columns(table, columns.inserted());
    String names = names(all);
    String casts = casts(all);
    String arrays = arrays(all);
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
    return new Statement(text, all, values(columns.inserted(), items));
  }

  private static List<String> columns(Table table, TreeSet<String> others) {
    List<String> all = new ArrayList<>(List.of(table.matchColumn()));
    all.addAll(others);
    return all;
  }

  private static String names(List<String> columns) {
    return columns.stream().map(Table::quoted).collect(Collectors.joining(", "));
  }

  private static String arrays(List<String> columns) {
    return columns.stream().map(name -> "?").collect(Collectors.joining(", "));
  }

  private static String casts(List<String> columns) {
    return columns.stream().map(Statements::cast).collect(Collectors.joining(", "));
  }

  private static String cast(String column) {
    return "cast(u." + Table.quoted(column) + " as " + typeOf(column) + ")";
  }

  private static List<List<@Nullable String>> values(TreeSet<String> columns, List<Item> items) {
    List<List<@Nullable String>> values = new ArrayList<>();
    values.add(items.stream().<@Nullable String>map(Item::matchValue).toList());
    for (String column : columns) {
      List<@Nullable String> texts = new ArrayList<>();
      items.forEach(item -> texts.add(text(item.whole().fields().get(column))));
      values.add(texts);
    }
    return values;
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
