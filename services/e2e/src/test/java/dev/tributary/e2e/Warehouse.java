package dev.tributary.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBDriver;

/**
 * The shop's tables, in a DuckDB file, and what reads them.
 *
 * @param files where the files of all workspaces lie
 */
record Warehouse(Shop shop, Path files) {
  private static final String FILE = "shop.duckdb";
  private static final Set<String> UNDER_WAY = Set.of("queued", "running");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Changes the tables; the first change makes the file. */
  void execute(String sql) {
    Path folder = files.resolve(shop.id());
    try {
      Files.createDirectories(folder);
      try (Connection connection =
              new DuckDBDriver().connect("jdbc:duckdb:" + folder.resolve(FILE), new Properties());
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connects the file, once its tables are there. */
  void connect() {
    shop.engineer()
        .post(
            shop.path("/warehouses"),
            Map.of(
                "key",
                "shop",
                "name",
                "Shop",
                "connection",
                Map.of("kind", "files", "path", FILE)));
  }

  /** A table whose rows are people. */
  String people(String table, String primaryKey, Map<String, ?> mapping) {
    return model(table, primaryKey, Map.of("mapping", mapping));
  }

  /** A table whose rows are something else. */
  String rows(String table, String primaryKey) {
    return model(table, primaryKey, Map.of("entity", table));
  }

  /** A query whose rows are something else. */
  String query(String key, String query, String primaryKey) {
    return model(key, primaryKey, Map.of("entity", key, "query", query));
  }

  /** A table whose rows are something else, read every minute, which is as often as it gets. */
  String everyMinute(String table, String primaryKey) {
    return model(
        table,
        primaryKey,
        Map.of("entity", table, "schedule", Map.of("kind", "interval", "every", "PT1M")));
  }

  /** How many runs of a model ended well. */
  int succeeded(String model) {
    return shop.engineer()
        .get(shop.path("/runs?state=succeeded&model=" + model))
        .path("data")
        .size();
  }

  private String model(String key, String primaryKey, Map<String, ?> particular) {
    Map<String, Object> body = new HashMap<>(particular);
    body.put("key", key);
    body.put("name", key);
    body.put("warehouse", "shop");
    if (!body.containsKey("query")) {
      body.put("table", key);
    }
    body.put("primaryKey", List.of(primaryKey));
    return shop.engineer().post(shop.path("/models"), body).path("id").asText();
  }

  /** Reads a model once; the run as it ended, or as it is held. */
  JsonNode run(String model) {
    String run =
        shop.engineer().post(shop.path("/models/" + model + "/runs"), Map.of()).path("id").asText();
    return ended(run);
  }

  /** Lets a held run go on; the run as it ended. */
  JsonNode release(JsonNode held) {
    String run = held.path("id").asText();
    shop.engineer().post(shop.path("/runs/" + run + "/release"), Map.of());
    await().atMost(PATIENCE).until(() -> !state(run).equals("held"));
    return ended(run);
  }

  private JsonNode ended(String run) {
    await().atMost(PATIENCE).until(() -> !UNDER_WAY.contains(state(run)));
    return shop.engineer().get(shop.path("/runs/" + run));
  }

  private String state(String run) {
    return shop.engineer().get(shop.path("/runs/" + run)).path("state").asText();
  }
}
