package dev.tributary.warehouse.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.RunFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns of the warehouse's tables from which a query's columns come, by names in lower case.
 * The result may contain too many columns, never too few: an expression that is not understood
 * counts as coming from every column of the tables that are read.
 */
final class ColumnOrigins {
  private static final Set<String> READABLE =
      Set.of("BASE_TABLE", "JOIN", "SUBQUERY", "EMPTY", "EXPRESSION_LIST");
  private static final Set<String> SOURCES =
      Set.of("TABLE_FUNCTION", "PIVOT", "SHOW_REF", "COLUMN_DATA", "DELIM_GET", "BOUND_TABLE_REF");

  /** Parts of names of functions that execute a text, or read tables by their name. */
  private static final List<String> TEXT_READERS = List.of("xml", "dblink", "ts_stat", "crosstab");

  private final JsonNode select;
  private final Set<String> tables = new TreeSet<>();

  private ColumnOrigins(JsonNode select) {
    this.select = select;
  }

  /** The columns of a table. */
  interface Tables {
    List<Column> columns(String table) throws RunFailure;
  }

  /**
   * @return by column; empty if it is unknown which tables are read
   */
  static Optional<Map<String, List<String>>> of(
      QueryTree tree, List<Column> columns, Tables tables) {
    return tree.refused() || tree.statements() != 1
        ? Optional.empty()
        : new ColumnOrigins(tree.select()).of(columns, tables);
  }

  private Optional<Map<String, List<String>>> of(List<Column> columns, Tables described) {
    return plain() ? Optional.of(byItem(columns)) : everything(columns, described);
  }

  /** Whether it is one SELECT from plain tables whose items name columns one by one. */
  private boolean plain() {
    return select.path("type").asText().equals("SELECT_NODE")
        && select.path("cte_map").path("map").isEmpty()
        && plainTables(select.path("from_table"))
        && select.path("select_list").valueStream().allMatch(this::plainItem);
  }

  private boolean plainTables(JsonNode from) {
    return switch (from.path("type").asText()) {
      case "EMPTY" -> true;
      case "BASE_TABLE" -> {
        tables.add(lower(from.path("table_name")));
        tables.add(lower(from.path("alias")));
        yield from.path("column_name_alias").isEmpty();
      }
      case "JOIN" -> plainTables(from.path("left")) && plainTables(from.path("right"));
      default -> false;
    };
  }

  private boolean plainItem(JsonNode item) {
    boolean[] plain = {true};
    QueryTree.each(
        item,
        node -> {
          plain[0] &=
              switch (node.path("class").asText()) {
                case "SUBQUERY", "POSITIONAL_REFERENCE" -> false;
                case "STAR" ->
                    node == item
                        && !node.path("columns").asBoolean()
                        && node.path("replace_list").isEmpty()
                        && node.path("rename_list").isEmpty();
                case "COLUMN_REF" ->
                    node.path("column_names").size() > 1
                        || !tables.contains(lower(node.path("column_names").path(0)));
                case "FUNCTION" -> !readsText(node);
                default -> true;
              };
        });
    return plain[0];
  }

  private static boolean readsText(JsonNode function) {
    String name = lower(function.path("function_name"));
    return TEXT_READERS.stream().anyMatch(name::contains);
  }

  private Map<String, List<String>> byItem(List<Column> columns) {
    List<JsonNode> items = select.path("select_list").valueStream().toList();
    boolean star = items.stream().anyMatch(item -> item.path("class").asText().equals("STAR"));
    Map<String, Set<String>> aliases = new HashMap<>();
    items.forEach(item ->
        aliases
            .computeIfAbsent(lower(item.path("alias")), _ -> new HashSet<>())
            .addAll(names(item)));
    Map<String, List<String>> bases = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Set<String> names = new TreeSet<>();
      if (star || items.size() != columns.size()) {
        items.forEach(item -> names.addAll(names(item)));
        names.add(columns.get(i).name().toLowerCase(Locale.ROOT));
      } else {
        names.addAll(names(items.get(i)));
      }
      addAliased(names, aliases);
      bases.put(columns.get(i).name(), List.copyOf(names));
    }
    return bases;
  }

  /** An item may name another item's alias. */
  private static void addAliased(Set<String> names, Map<String, Set<String>> aliases) {
    boolean more = true;
    while (more) {
      more = false;
      for (String name : List.copyOf(names)) {
        more |= names.addAll(aliases.getOrDefault(name, Set.of()));
      }
    }
  }

  private Optional<Map<String, List<String>>> everything(List<Column> columns, Tables described) {
    Set<String> read = new TreeSet<>();
    Set<String> own = new HashSet<>();
    boolean[] known = {true};
    QueryTree.each(
        select,
        node -> {
          String type = node.path("type").asText();
          known[0] &= !SOURCES.contains(type) && !readsText(node);
          if (node.has("from_table")) {
            known[0] &= READABLE.contains(node.path("from_table").path("type").asText());
          }
          if (type.equals("BASE_TABLE")) {
            read.add(node.path("table_name").asText());
          }
          node.path("cte_map").path("map").forEach(cte -> own.add(lower(cte.path("key"))));
        });
    Set<String> names = new TreeSet<>(names(select));
    try {
      for (String table : read) {
        if (!own.contains(table.toLowerCase(Locale.ROOT))) {
          described
              .columns(table)
              .forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
        }
      }
    } catch (RunFailure e) {
      return Optional.empty();
    }
    if (!known[0]) {
      return Optional.empty();
    }
    Map<String, List<String>> bases = new LinkedHashMap<>();
    columns.forEach(column -> {
      Set<String> all = new TreeSet<>(names);
      all.add(column.name().toLowerCase(Locale.ROOT));
      bases.put(column.name(), List.copyOf(all));
    });
    return Optional.of(bases);
  }

  /**
   * Every part of every column's name below a node, because one of them may be a field of a
   * structure.
   */
  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    QueryTree.each(
        node,
        each -> {
          each.path("column_names").forEach(part -> names.add(lower(part)));
          each.path("using_columns").forEach(part -> names.add(lower(part)));
        });
    return names;
  }

  private static String lower(JsonNode text) {
    return text.asText("").toLowerCase(Locale.ROOT);
  }
}
