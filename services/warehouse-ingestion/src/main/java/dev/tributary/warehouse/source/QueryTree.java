package dev.tributary.warehouse.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.warehouse.duckdb.RunDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A query as DuckDB's parser returns it. The parser accepts nothing but SELECT statements. */
final class QueryTree {
  /**
   * Functions that reveal facts about the server, change the engine, or read data that the text
   * does not name.
   */
  private static final Set<String> REFUSED =
      Set.of(
          "checkpoint",
          "force_checkpoint",
          "write_log",
          "getenv",
          "current_setting",
          "query",
          "query_table",
          "json_execute_serialized_sql",
          "glob",
          "sniff_csv",
          "which_secret",
          "pg_settings",
          "enable_profiling",
          "parse_duckdb_log_message");

  private static final List<String> REFUSED_BEGINNINGS = List.of("duckdb_", "pragma_", "sqlite_");

  private final JsonNode root;

  private QueryTree(JsonNode root) {
    this.root = root;
  }

  static QueryTree parse(RunDatabase database, String sql) throws SQLException {
    String serialised =
        database.single(
            "select cast(json_serialize_sql(%s) as varchar)".formatted(RunDatabase.literal(sql)));
    return new QueryTree(Json.read(serialised.getBytes(StandardCharsets.UTF_8), JsonNode.class));
  }

  boolean refused() {
    return root.path("error").asBoolean();
  }

  String reason() {
    return root.path("error_message").asText();
  }

  /** Of the error that {@link #reason} names: an offset in UTF-8 from 0; empty if it has none. */
  String position() {
    return root.path("position").asText("");
  }

  int statements() {
    return root.path("statements").size();
  }

  /** The query's own node. */
  JsonNode select() {
    return root.path("statements").path(0).path("node");
  }

  /** Functions and tables in the query that no query may use. */
  Set<String> forbidden() {
    Set<String> used = new TreeSet<>();
    each(
        root,
        node -> {
          used.add(node.path("function_name").asText("").toLowerCase(Locale.ROOT));
          used.add(node.path("table_name").asText("").toLowerCase(Locale.ROOT));
        });
    return used.stream()
        .filter(name ->
            REFUSED.contains(name) || REFUSED_BEGINNINGS.stream().anyMatch(name::startsWith))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Visits every object of the tree, from the top. */
  static void each(JsonNode node, Consumer<JsonNode> look) {
    if (node.isObject()) {
      look.accept(node);
    }
    node.forEach(child -> each(child, look));
  }
}
