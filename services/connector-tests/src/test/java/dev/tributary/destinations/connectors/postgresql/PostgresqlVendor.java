package dev.tributary.destinations.connectors.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.WriteFailure;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A table of a real server, behind a network that fails, for an object of the contract. */
public final class PostgresqlVendor implements ContractVendor {
  private static final ServiceDatabase DATABASE = TestInfrastructure.postgres("sink");

  private final Protocols protocols = new Protocols(Clock.systemUTC());
  private final TestEgress egress = new TestEgress();
  private final String table;
  private final CommitRelay relay;

  /**
   * @param columns of the table, which is created new
   */
  public PostgresqlVendor(String table, String columns) {
    this.table = table;
    try {
      relay = new CommitRelay(URI.create(DATABASE.address().substring("jdbc:".length())).getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("drop table if exists tributary_delivery, " + table);
    run("create table %s (%s)".formatted(table, columns));
  }

  public static String password() {
    return DATABASE.owner().password();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        DATABASE.address(), DATABASE.owner().user(), DATABASE.owner().password());
  }

  private static void run(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Connector connector() {
    return InstalledConnectors.load().require("postgresql");
  }

  @Override
  public Target target() {
    ObjectNode settings =
        Json.MAPPER
            .createObjectNode()
            .put("host", "127.0.0.1")
            .put("port", relay.port())
            .put("database", DATABASE.name())
            .put("user", DATABASE.owner().user())
            .put("tls", false);
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        settings,
        Map.of("password", password()),
        null);
  }

  @Override
  public Protocols protocols() {
    return protocols;
  }

  @Override
  public TestEgress egress() {
    return egress;
  }

  @Override
  public Places places() {
    return Places.NONE;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public List<Outcome> failing(WriteFailure failure, Supplier<List<Outcome>> attempt) {
    return switch (failure) {
      case CUT_BEFORE, CUT_AFTER, HANG_BEFORE, HANG_AFTER -> {
        relay.failed = false;
        relay.failure = failure;
        List<Outcome> outcomes = attempt.get();
        relay.failure = null;
        assertThat(relay.failed).as("A commit").isTrue();
        yield outcomes;
      }
      case UNAUTHORISED -> as("nologin", "login", attempt);
      case SERVER_ERROR_BEFORE -> as("connection limit 0", "connection limit -1", attempt);
      case LIMITED_WITH_TIME, LIMITED, SERVER_ERROR_AFTER, UNREADABLE ->
          throw new UnsupportedOperationException("A server does not fail so: " + failure);
    };
  }

  /** The role of the destination has other options during the attempt. */
  private static List<Outcome> as(String options, String after, Supplier<List<Outcome>> attempt) {
    alterRole(options);
    List<Outcome> outcomes = attempt.get();
    alterRole(after);
    return outcomes;
  }

  private static void alterRole(String to) {
    try (Connection connection = TestInfrastructure.postgres().connectAsSuperuser("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("alter role %s %s".formatted(DATABASE.owner().user(), to));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<String> effects() {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select to_json(t)::text from %s t".formatted(table))) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  @Override
  public void close() {
    try {
      relay.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
