package dev.tributary.e2e.kill;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.workspace.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** A table of the warehouse, and the runs of its model. */
public record Orders(Api api, String path, Path file) {
  static final String MODEL = "orders";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int RUNS = 10;

  public void prepare(int rows) throws SQLException, IOException {
    Files.createDirectories(file.getParent());
    execute(
        "create table orders as select 'o' || i as order_id, 'c' || (i % 97) as customer,"
            + " i * 0.25 as total from range(%d) t(i)".formatted(rows));
    api.post(
        path + "/warehouses",
        Map.of(
            "key", "shop",
            "name", "Shop",
            "connection", Map.of("kind", "files", "path", file.getFileName().toString())));
    api.post(
        path + "/models",
        Map.of(
            "key", MODEL,
            "name", "Orders",
            "warehouse", "shop",
            "table", "orders",
            "entity", "order",
            "primaryKey", List.of("order_id")));
  }

  /** A percent of the rows becomes dearer, and a few are gone. */
  public void change() throws SQLException {
    execute("update orders set total = total + 1 where hash(order_id) % 100 = 0");
    execute("delete from orders where hash(order_id) % 1000 = 1");
  }

  /** Begins a run; its id. */
  public String run() {
    return Persistence.insist(() -> api.post("%s/models/%s/runs".formatted(path, MODEL), Map.of()))
        .path("id")
        .asText();
  }

  /**
   * Begins a run, and waits until it has published some rows and has more to publish: its id. A
   * fast machine can publish all rows between two looks; then every row changes, and another run
   * begins.
   */
  public String runHalfway() throws SQLException {
    for (int begun = 0; begun < RUNS; begun++) {
      String run = run();
      if (isSeenHalfway(run)) {
        return run;
      }
      awaitEnd(run);
      execute("update orders set total = total + 1");
    }
    throw new IllegalStateException(
        "Each of %d runs was over before it was seen half published.".formatted(RUNS));
  }

  private boolean isSeenHalfway(String run) {
    JsonNode publishing =
        await("a run that is publishing")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(10))
            .until(() -> look(run), now -> now.path("published").asLong() > 0);
    return publishing.path("published").asLong() < publishing.path("toPublish").asLong();
  }

  public void awaitEnd(String run) {
    await("a run that succeeds")
        .atMost(PATIENCE)
        .until(() -> look(run).path("state").asText().equals("succeeded"));
  }

  private JsonNode look(String run) {
    JsonNode now = Persistence.insist(() -> api.get(path + "/runs/" + run));
    if (now.path("state").asText().equals("failed")) {
      throw new IllegalStateException("The run failed: " + now);
    }
    return now;
  }

  /** The totals as they are in the warehouse, by order. */
  public Map<String, Double> totals() throws SQLException {
    Map<String, Double> totals = new HashMap<>();
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select order_id, total::double from orders")) {
      while (rows.next()) {
        totals.put(rows.getString(1), rows.getDouble(2));
      }
    }
    return totals;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection open() throws SQLException {
    return new DuckDBDriver().connect("jdbc:duckdb:" + file, new Properties());
  }
}
