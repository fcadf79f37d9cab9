package dev.tributary.destinations.connectors.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.ConnectorContract;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.Vendor;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresqlConnectorTest extends ConnectorContract {

  @Override
  protected Vendor vendor() {
    return new Server();
  }

  @Test
  void anAttemptWhoseAnswerGotLostIsNotAppliedASecondTime() throws SQLException {
    Server server = new Server();
    assertThat(write(server, item(1, 10, null))).isInstanceOf(Outcome.Delivered.class);
    server.run("update people set total = 99");
    // The same version again: it stands in tributary_delivery, so nothing is written.
    assertThat(write(server, item(1, 10, null))).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.text("select total::text from people")).isEqualTo("99");
    assertThat(write(server, item(2, 11, null))).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.text("select total::text from people")).isEqualTo("11");
    assertThat(server.text("select version::text from tributary_delivery")).isEqualTo("2");
  }

  @Test
  void aChangedKeyKeepsItsRow() throws SQLException {
    Server server = new Server();
    write(server, item(1, 10, null));
    server.run("alter table people add column note text; update people set note = 'kept'");
    Item renamed =
        new Item(
            "dlv_1",
            "email",
            "b@example.org",
            "a@example.org",
            null,
            null,
            Json.MAPPER.createObjectNode().put("total", 12),
            2,
            "h2",
            Instant.EPOCH);
    assertThat(write(server, renamed)).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.text("select string_agg(email || note || total, ',') from people"))
        .isEqualTo("b@example.orgkept12");
  }

  @Test
  void valuesAreCastToTheColumnsTypesAndAWrongOneIsTheRecordsFault() throws SQLException {
    Server server = new Server();
    server.run("create table people (email text primary key, total integer, born date)");
    ObjectNode fields = Json.MAPPER.createObjectNode().put("total", "7").put("born", "2001-02-03");
    assertThat(write(server, item(1, fields))).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.text("select born::text || total from people")).isEqualTo("2001-02-037");
    ObjectNode wrong = Json.MAPPER.createObjectNode().put("total", "seven");
    assertThat(write(server, item(2, wrong))).isInstanceOf(Outcome.RefusedTogether.class);
  }

  @Test
  void aTableWithoutAKeyStopsTheSync() throws SQLException {
    Server server = new Server();
    server.run("create table people (email text, total integer)");
    assertThat(write(server, item(1, 10, null))).isInstanceOf(Outcome.Misconfigured.class);
  }

  @Test
  void aWrongPasswordIsUnauthorised() {
    Server server = new Server();
    Target target = server.target();
    Target wrong =
        new Target("wsp_1", "dst_1", target.settings(), Map.of("password", "wrong"), null);
    assertThat(new PostgresqlConnector().check(wrong, new TestEgress()))
        .isInstanceOf(Outcome.Unauthorised.class);
  }

  private static Outcome write(Server server, Item item) {
    Batch batch =
        new Batch(
            server.target(),
            "msg_1",
            "syn_1",
            "rows",
            "rows:people",
            Operation.WRITE,
            server.syncSettings(),
            List.of(item));
    return server.connector().perform(batch, new TestEgress()).getFirst();
  }

  private static Item item(long version, int total, @Nullable String deliveredAs) {
    return item(version, Json.MAPPER.createObjectNode().put("total", total));
  }

  private static Item item(long version, ObjectNode fields) {
    return new Item(
        "dlv_1",
        "email",
        "a@example.org",
        null,
        null,
        null,
        fields,
        version,
        "h" + version,
        Instant.EPOCH);
  }

  /** A database of its own. */
  private static final class Server implements Vendor {
    private final ServiceDatabase database = TestInfrastructure.postgres("sink");

    void run(String sql) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Nullable String text(String sql) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        return rows.next() ? rows.getString(1) : null;
      }
    }

    private Connection connect() throws SQLException {
      return DriverManager.getConnection(
          database.address(), database.owner().user(), database.owner().password());
    }

    @Override
    public Connector connector() {
      return new PostgresqlConnector();
    }

    @Override
    public Target target() {
      URI address = URI.create(database.address().substring("jdbc:".length()));
      ObjectNode settings =
          Json.MAPPER
              .createObjectNode()
              .put("host", "127.0.0.1")
              .put("port", address.getPort())
              .put("database", database.name())
              .put("user", database.owner().user())
              .put("tls", false);
      return new Target(
          "wsp_1", "dst_1", settings, Map.of("password", database.owner().password()), null);
    }

    @Override
    public String object() {
      return "rows";
    }

    @Override
    public String matchField() {
      return "email";
    }

    @Override
    public ObjectNode syncSettings() {
      return Json.MAPPER.createObjectNode().put("table", "people");
    }

    @Override
    public String textField() {
      return "name";
    }

    @Override
    public Map<String, String> records() {
      Map<String, String> found = new TreeMap<>();
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        try (ResultSet there = statement.executeQuery("select to_regclass('people') is not null")) {
          there.next();
          if (!there.getBoolean(1)) {
            return found;
          }
        }
        try (ResultSet rows =
            statement.executeQuery("select email, coalesce(name, '') from people")) {
          while (rows.next()) {
            found.put(rows.getString(1), rows.getString(2));
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return found;
    }

    @Override
    public void refuse(String matchValue) {
      try {
        run(
            "create table people (email text primary key, name text, check (email <> '%s'))"
                .formatted(matchValue));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean failNext(Failure failure) {
      return false;
    }
  }
}
