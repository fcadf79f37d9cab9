package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.local.workspace.ApiFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A deleted workspace is held, and is then gone from the whole installation; another one, with the
 * same objects, keeps every row. Nobody waits for 7 days: the workspace's clock passes over them.
 */
@Tag("soak")
@Tag("soak-journeys")
class WorkspaceDeletionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int ACCEPTED = 200;
  private static final int FEWEST_TABLES = 20;

  /** Of the tables that never lose a row of a workspace by themselves. */
  private static final List<String> LASTING = List.of(".definition", ".person", ".accepted_event");

  private static final String TABLES =
      """
      select c.table_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
        and c.column_name = 'workspace'
      order by c.table_name\
      """;

  private final Stack stack = Stack.started();
  private final RedisKeys redis =
      new RedisKeys(
          stack.installation().port("redis"), stack.installation().secrets().secret("redis"));
  private final Api installation = new ApiClients(stack.installation()).installationApi();

  @Test
  void aDeletedWorkspaceIsHeldAndThenGoneEverywhereAndAnotherIsUntouched() {
    Shop gone = stack.newShop();
    Shop stays = stack.newShop();
    Source source = populate(gone);
    Source other = populate(stays);
    Map<String, Long> before = rows(stays.id());
    assertThat(rows(gone.id())).hasSizeGreaterThan(FEWEST_TABLES);
    Path data = stack.installation().files(Service.WAREHOUSE);
    List<Path> folders =
        Stream.of("files", "snapshots").map(kind -> data.resolve(kind).resolve(gone.id())).toList();
    assertThat(folders).allSatisfy(folder -> assertThat(folder).exists());

    List<String> names = new ArrayList<>(List.of(gone.id(), gone.key()));
    names.addAll(sources(gone));
    assertThat(names).hasSizeGreaterThan(2);

    JsonNode deletion = gone.admin().delete(gone.path("?confirm=" + gone.key()));
    assertThat(deletion.path("state").asText()).isEqualTo("deleting");
    await().atMost(PATIENCE).until(() -> source.order("ada", Instant.now()) != ACCEPTED);
    assertThat(other.order("ada", Instant.now())).isEqualTo(ACCEPTED);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThatThrownBy(() -> gone.marketer().get(gone.path("/audiences")))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("workspace-held"));

    gone.admin().put(gone.path("/clock"), Map.of("offset", "P7D"));
    String receipt = "/api/v1/workspace-deletions/" + deletion.path("id").asText();
    await()
        .atMost(PATIENCE)
        .until(() -> installation.get(receipt).path("state").asText().equals("purged"));
    assertThat(installation.get(receipt).path("topicsExpireOn").asText()).isNotEmpty();
    assertThat(rows(gone.id())).isEmpty();
    assertThat(folders).allSatisfy(folder -> assertThat(folder).doesNotExist());
    assertThatThrownBy(() -> installation.get("/api/v1/workspaces/" + gone.id()))
        .isInstanceOf(ApiFailure.class);

    Source fresh = stays.source("fresh");
    assertThat(fresh.order("ada", Instant.now())).isEqualTo(ACCEPTED);
    assertThat(sources(stays)).as("rates are found by their source").anyMatch(this::namedInRedis);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(names).noneMatch(this::namedInRedis));

    Map<String, Long> after = rows(stays.id());
    assertThat(before.keySet()).anyMatch(WorkspaceDeletionTest::onlyGrows);
    before.forEach((table, count) -> {
      if (onlyGrows(table)) {
        assertThat(after.getOrDefault(table, 0L)).as(table).isGreaterThanOrEqualTo(count);
      }
    });
    other.identify("grace", Map.of("email", "grace@shop.example"));
    await().atMost(PATIENCE).until(() -> !stays.profile("user_id", "grace").isEmpty());
  }

  private static List<String> sources(Shop shop) {
    return shop.admin().get(shop.path("/sources")).path("data").findValuesAsText("id");
  }

  private boolean namedInRedis(String name) {
    return redis.all().stream().anyMatch(key -> key.contains(name));
  }

  private static boolean onlyGrows(String table) {
    return LASTING.stream().anyMatch(table::endsWith);
  }

  /** People, an audience, a warehouse, and a destination of each kind of sync. */
  private static Source populate(Shop shop) {
    Source source = shop.source("web");
    shop.allowUnknown("marketing");
    List<Outlet> outlets = Outlet.everyKind(shop);
    shop.warehouse().execute("insert into customers values ('ada@shop.example', 'pro')");
    shop.warehouse().run("customers");
    source.identify("ada", Map.of("email", "ada@shop.example", "firstName", "Ada"));
    source.order("ada", Instant.now());
    shop.delivered();
    assertThat(outlets).isNotEmpty();
    return source;
  }

  /** How many rows of a workspace each table of each database holds; without empty tables. */
  private Map<String, Long> rows(String workspace) {
    Map<String, Long> rows = new TreeMap<>();
    for (Service service : Service.ALL) {
      ServiceDatabase database = stack.installation().database(service);
      if (database != null) {
        count(database, service, workspace, rows);
      }
    }
    return rows;
  }

  private static void count(
      ServiceDatabase database, Service service, String workspace, Map<String, Long> rows) {
    try (Connection connection =
            DriverManager.getConnection(
                database.address(), database.worker().user(), database.worker().password());
        PreparedStatement tables = connection.prepareStatement(TABLES);
        ResultSet found = tables.executeQuery()) {
      while (found.next()) {
        String table = found.getString(1);
        try (PreparedStatement count =
            connection.prepareStatement(
                "select count(*) from \"%s\" where workspace = ?".formatted(table))) {
          count.setString(1, workspace);
          ResultSet counted = count.executeQuery();
          counted.next();
          if (counted.getLong(1) > 0) {
            rows.put(service + "." + table, counted.getLong(1));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
