package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.Port;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CloudNativePG is told to make, against a real server. */
class OperatorDatabasesTest {
  @TempDir static Path directory;

  @Test
  void theOperatorOfTheChartIsToldTheSame() {
    Pattern made = Pattern.compile("create database ([a-z]+) owner \\1_owner");
    List<String> statements =
        Manifest.each(cluster().body().at("/spec/bootstrap/initdb/postInitSQL"))
            .map(statement -> statement.asText())
            .toList();
    assertThat(statements)
        .map(made::matcher)
        .filteredOn(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .hasSameElementsAs(DatabasesTest.NAMES);
  }

  @Test
  void theStatementsForTheOperatorRunOneByOne() throws Exception {
    try (EmbeddedPostgres fresh =
            EmbeddedPostgres.start(
                Checkout.locate(),
                directory.resolve("operator"),
                Port.free(),
                Durability.DISPOSABLE);
        Connection connection = fresh.connectAsSuperuser("postgres");
        var statement = connection.createStatement()) {
      // As the operator does before.
      statement.execute("create database app");
      for (String list : List.of("postInitSQL", "postInitApplicationSQL")) {
        for (var sql : cluster().body().at("/spec/bootstrap/initdb/" + list)) {
          statement.execute(sql.asText());
        }
      }
      try (var rows =
          statement.executeQuery(
              """
              select string_agg(datname, ',') from pg_database
              where datallowconn and has_database_privilege('identity_worker', datname, 'connect')
              """)) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("identity");
      }
    }
  }

  private static Manifest cluster() {
    return Chart.rendered(Values.set("try-out")).stream()
        .filter(manifest -> manifest.kind().equals("Cluster"))
        .findFirst()
        .orElseThrow();
  }
}
