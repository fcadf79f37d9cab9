package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;

/** The warehouse, a browser and a phone speak of one person. */
class OnePersonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stack stack = Stack.started();

  @Test
  void warehouseBrowserAndPhoneLeadToOneProfileThatNamesAllThree() throws SQLException {
    Shop shop = stack.newShop();
    Shop.Source web = shop.source("web");
    Shop.Source phone = shop.source("phone");
    table(
        shop,
        "create table customers as select 'MARY@shop.example ' as email, 'business' as plan,"
            + " 0.82 as churn");
    shop.engineer()
        .post(
            shop.path("/warehouses"),
            Map.of(
                "key",
                "shop",
                "name",
                "Shop",
                "connection",
                Map.of("kind", "files", "path", "shop.duckdb")));
    shop.engineer()
        .post(
            shop.path("/models"),
            Map.of(
                "key", "customers",
                "name", "Customers",
                "warehouse", "shop",
                "table", "customers",
                "primaryKey", List.of("email"),
                "mapping",
                    Map.of(
                        "identifiers", Map.of("email", "email"),
                        "traits", Map.of("plan", "plan", "churn", "churnScore"))));
    finishedRun(shop);

    web.send("page", Map.of("anonymousId", "browser-1", "name", "Home"));
    web.send(
        "identify",
        Map.of(
            "anonymousId", "browser-1",
            "userId", "u-7",
            "traits", Map.of("email", "mary@shop.example")));
    phone.send(
        "identify",
        Map.of(
            "anonymousId", "phone-1",
            "userId", "u-7",
            "traits", Map.of("phone", "06 12345678")));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          String profile = shop.profile("email", "mary@shop.example");
          assertThat(profile).isNotEmpty();
          assertThat(shop.profile("anonymous_id", "browser-1")).isEqualTo(profile);
          assertThat(shop.profile("anonymous_id", "phone-1")).isEqualTo(profile);
          assertThat(shop.profile("phone", "+31612345678")).isEqualTo(profile);
          assertThat(shop.profile("user_id", "u-7")).isEqualTo(profile);
        });
    String profile = shop.profile("user_id", "u-7");
    Set<String> origins = new HashSet<>();
    for (JsonNode trait :
        shop.admin().get(shop.path("/profiles/" + profile + "/traits")).path("data")) {
      for (JsonNode said : trait.path("said")) {
        JsonNode origin = said.path("origin");
        origins.add(origin.path("kind").asText() + origin.path("source").asText());
      }
    }
    assertThat(origins).hasSize(3).anyMatch(origin -> origin.startsWith("row"));
    assertThat(shop.admin().get(shop.path("/profiles/" + profile + "/events")).path("data"))
        .hasSize(3);
  }

  @Test
  void aRowThatIsGoneTakesItsTraitsBackAndAnUnchangedTableSaysNothing() throws SQLException {
    Shop shop = stack.newShop();
    table(
        shop,
        "create table customers as select 'p' || i || '@shop.example' as email, 'pro' as plan, 0.5"
            + " as churn from range(50) t(i)");
    shop.engineer()
        .post(
            shop.path("/warehouses"),
            Map.of(
                "key",
                "shop",
                "name",
                "Shop",
                "connection",
                Map.of("kind", "files", "path", "shop.duckdb")));
    shop.engineer()
        .post(
            shop.path("/models"),
            Map.of(
                "key", "customers",
                "name", "Customers",
                "warehouse", "shop",
                "table", "customers",
                "primaryKey", List.of("email"),
                "mapping",
                    Map.of(
                        "identifiers", Map.of("email", "email"),
                        "traits", Map.of("plan", "plan"))));
    assertThat(finishedRun(shop).path("counts").path("added").asInt()).isEqualTo(50);
    assertThat(finishedRun(shop).path("toPublish").asInt()).isZero();
    table(shop, "delete from customers where email = 'p3@shop.example'");
    assertThat(finishedRun(shop).path("counts").path("removed").asInt()).isEqualTo(1);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          String profile = shop.profile("email", "p3@shop.example");
          assertThat(profile).isNotEmpty();
          assertThat(shop.admin().get(shop.path("/profiles/" + profile + "/traits")).path("data"))
              .isEmpty();
        });
  }

  private static JsonNode finishedRun(Shop shop) {
    String run =
        shop.engineer().post(shop.path("/models/customers/runs"), Map.of()).path("id").asText();
    await()
        .atMost(PATIENCE)
        .until(() ->
            shop.admin().get(shop.path("/runs/" + run)).path("state").asText().equals("succeeded"));
    return shop.admin().get(shop.path("/runs/" + run));
  }

  private static void table(Shop shop, String sql) throws SQLException {
    try (Connection connection =
            new DuckDBDriver()
                .connect("jdbc:duckdb:" + shop.files().resolve("shop.duckdb"), new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
