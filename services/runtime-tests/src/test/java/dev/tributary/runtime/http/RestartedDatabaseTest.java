package dev.tributary.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.testkit.infra.TestInfrastructure;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** After a restart of the database, the first request does not get a connection from before it. */
@QuarkusTest
@QuarkusTestResource(RunningService.class)
class RestartedDatabaseTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Inject
  @DataSource("request")
  AgroalDataSource request;

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  @ConfigProperty(name = "quarkus.datasource.request.jdbc.foreground-validation-interval")
  Duration unused;

  @Test
  void anUnusedConnectionThatTheDatabaseHasEndedIsReplaced() throws SQLException {
    for (AgroalDataSource pool : List.of(request, worker)) {
      int before = backend(pool);
      endConnections(pool);
      await()
          .pollDelay(unused.multipliedBy(2))
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(backend(pool)).isNotEqualTo(before));
    }
  }

  private static int backend(AgroalDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void endConnections(AgroalDataSource pool) throws SQLException {
    String database;
    String user;
    try (Connection connection = pool.getConnection()) {
      database = connection.getCatalog();
      user = connection.getMetaData().getUserName();
    }
    try (Connection superuser = TestInfrastructure.postgres().connectAsSuperuser(database);
        PreparedStatement end =
            superuser.prepareStatement(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and usename = ?")) {
      end.setString(1, user);
      end.execute();
    }
  }
}
