package dev.tributary.destinations.connectors.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.faults.TcpGate;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlConnectorTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

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
  void aCommitWhoseAnswerGotLostCountsAndIsNotRepeated() throws SQLException {
    Server server = new Server();
    server.cutDuringCommit();
    Item item = item(1, Json.MAPPER.createObjectNode().put("name", "Ann"));
    assertThat(write(server, item)).isInstanceOf(Outcome.Ambiguous.class);
    await().atMost(BOUND).until(() -> !server.records().isEmpty());
    server.run("update people set name = 'kept'");
    assertThat(write(server, item)).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.records()).isEqualTo(Map.of("a@example.org", "kept"));
  }

  @Test
  void aChangedKeyKeepsItsRow() throws SQLException {
    Server server = new Server();
    write(server, item(1, 10, null));
    server.run("alter table people add column note text; update people set note = 'kept'");
    Item renamed =
        ItemBuilder.builder()
            .delivery("dlv_1")
            .matchField("email")
            .matchValue("b@example.org")
            .deliveredAs("a@example.org")
            .vendorId(null)
            .parentVendorId(null)
            .content(null)
            .formerMatchValues(List.of())
            .fields(Json.MAPPER.createObjectNode().put("total", 12))
            .version(2)
            .hash("h2")
            .since(Instant.EPOCH)
            .position(null)
            .uncertain(false)
            .build();
    assertThat(write(server, renamed)).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.text("select string_agg(email || note || total, ',') from people"))
        .isEqualTo("b@example.orgkept12");
  }

  @Test
  void aRowThatTheTableHasLostGetsAllFieldsAndAnotherOneTheFieldsToSend() throws SQLException {
    Server server = new Server();
    ObjectNode all = Json.MAPPER.createObjectNode().put("name", "Ann").put("source", "ad");
    write(server, item(1, all));
    server.run("update people set source = 'edited'");
    ObjectNode changed = Json.MAPPER.createObjectNode().put("name", "Al");
    assertThat(write(server, changed(item(2, changed), all))).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.text("select name || ' ' || source from people")).isEqualTo("Al edited");
    server.run("delete from people");
    assertThat(write(server, changed(item(3, changed), all))).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.text("select name || ' ' || source from people")).isEqualTo("Al ad");
    server.run("drop table people");
    assertThat(write(server, changed(item(4, changed), all))).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.text("select name || ' ' || source from people")).isEqualTo("Al ad");
  }

  /** The item has only the changed fields of its content. */
  private static Item changed(Item item, ObjectNode before) {
    ObjectNode content = before.deepCopy().setAll(item.fields());
    return ItemBuilder.builder(item).content(content).build();
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

  /** Several syncs of a new destination send their first batches at the same time. */
  @ParameterizedTest
  @ValueSource(strings = {"tributary_delivery", "people"})
  void aTableThatAnotherTransactionCreatesAtTheSameTimeIsUsed(String table) throws Exception {
    Server server = new Server();
    write(server, item(1, 10, null));
    Map<String, String> definitions =
        Map.of(
            "tributary_delivery",
            "(sync text, key text, version bigint, hash text, primary key (sync, key))",
            "people",
            "(email text primary key, total integer)");
    server.run("drop table " + table);
    try (Connection other = server.connect();
        Statement statement = other.createStatement();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      other.setAutoCommit(false);
      statement.execute("create table " + table + definitions.get(table));
      Future<Outcome> outcome = threads.submit(() -> write(server, item(2, 20, null)));
      await().atMost(BOUND).until(() -> !"0".equals(server.text(Server.BLOCKED)));
      other.commit();
      assertThat(outcome.get()).isInstanceOf(Outcome.Delivered.class);
    }
    assertThat(server.text("select total::text from people")).isEqualTo("20");
  }

  @Test
  void aTypeWithTheNameOfTheTableStopsTheSync() throws SQLException {
    Server server = new Server();
    server.run("create type people as enum ('a')");
    assertThat(write(server, item(1, 10, null))).isInstanceOf(Outcome.Misconfigured.class);
  }

  @Test
  void aWrongPasswordIsUnauthorised() {
    Server server = new Server();
    Target target = server.target();
    Target wrong =
        new Target(
            new WorkspaceId("wsp_1"),
            new DestinationId("dst_1"),
            target.settings(),
            Map.of("password", "wrong"),
            null);
    assertThat(
            new Protocols(Clock.systemUTC())
                .probe(InstalledConnectors.load().require("postgresql"), wrong, new TestEgress())
                .outcome())
        .isInstanceOf(Outcome.Unauthorised.class);
  }

  @Test
  void theListHasEachRowOnOnePageAlsoIfRowsComeAndGoMeanwhile() throws SQLException {
    Server server = new Server();
    server.run(
        "create table people (email text primary key, total integer, born date);"
            + " insert into people select 'p' || lpad(i::text, 4, '0'), i, '2001-02-03'"
            + " from generate_series(1, 1001) i");
    Listing.Page.Records first = page(server, "people", null);
    assertThat(first.records()).hasSize(500);
    assertThat(first.records().getFirst().matchValue()).isEqualTo("p0001");
    assertThat(first.records().getFirst().fields().toString()).isEqualTo("{\"total\":1}");
    server.run("delete from people where total < 400; insert into people values ('a', 0, null)");
    Listing.Page.Records second = page(server, "people", first.next());
    assertThat(second.records().getFirst().matchValue()).isEqualTo("p0501");
    Listing.Page.Records third = page(server, "people", second.next());
    assertThat(third.records()).extracting(Listing.Listed::matchValue).containsExactly("p1001");
    assertThat(third.next()).isNull();
  }

  @Test
  void aTableThatIsMissingIsNoEmptyList() {
    assertThat(listed(new Server(), "people", null)).isInstanceOf(Listing.Page.Failed.class);
    assertThat(listed(new Server(), "people; drop table x", null))
        .isInstanceOf(Listing.Page.Failed.class);
  }

  @Test
  void rowsWithAKeyThatTheServerStoresInAnotherFormAreNotListed() throws SQLException {
    for (String type : List.of("integer", "numeric(10,2)", "uuid", "varchar(20)", "date")) {
      Server server = new Server();
      server.run("create table people (email %s primary key, total integer)".formatted(type));
      assertThat(listed(server, "people", null))
          .isInstanceOfSatisfying(
              Listing.Page.Failed.class,
              failed -> assertThat(failed.outcome().words()).contains("match column email"));
    }
  }

  @Test
  void valuesThatTheServerChangesOrThatAreLongAreLeftOut() throws SQLException {
    for (String type : List.of("timestamp", "date", "varchar(3)", "numeric(10,2)", "real")) {
      Server server = new Server();
      server.run(
          "create table people (email varchar primary key, total %s, lost text, born text);"
                  .formatted(type)
              + " insert into people values ('a', null, repeat('x', 100001), null)");
      assertThat(page(server, "people", null).records().getFirst().fields().toString())
          .as(type)
          .isEqualTo("{\"born\":null}");
    }
  }

  private static Listing.Page.Records page(Server server, String table, @Nullable String cursor) {
    return (Listing.Page.Records) listed(server, table, cursor);
  }

  private static Listing.Page listed(Server server, String table, @Nullable String cursor) {
    return new Protocols(Clock.systemUTC())
        .page(
            server.connector(),
            new Listing.Scope(
                server.target().withoutSecrets(),
                "rows",
                Json.MAPPER.createObjectNode().put("table", table),
                "email",
                List.of("total", "lost", "born"),
                cursor),
            server.target(),
            new TestEgress());
  }

  private static Outcome write(Server server, Item item) {
    Batch batch =
        new Batch(
            server.target().withoutSecrets(),
            "msg_1",
            new SyncId("syn_1"),
            "rows",
            null,
            Operation.WRITE,
            server.syncSettings(),
            List.of(item));
    return new Protocols(Clock.systemUTC())
        .send(server.connector(), batch, server.target(), new TestEgress(), Places.NONE)
        .getFirst();
  }

  private static Item item(long version, int total, @Nullable String deliveredAs) {
    return item(version, Json.MAPPER.createObjectNode().put("total", total));
  }

  private static Item item(long version, ObjectNode fields) {
    return ItemBuilder.builder()
        .delivery("dlv_1")
        .matchField("email")
        .matchValue("a@example.org")
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(fields)
        .version(version)
        .hash("h" + version)
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }

  /** A database of its own. */
  private static final class Server {
    private static final String WAITING =
        """
        select count(*)::text from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.locktype = 'advisory' and not l.granted\
        """;

    private static final String BLOCKED =
        """
        select count(*)::text from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where a.datname = current_database() and not l.granted\
        """;

    private final ServiceDatabase database = TestInfrastructure.postgres("sink");
    private volatile @Nullable TcpGate gate;

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

    Connector connector() {
      return InstalledConnectors.load().require("postgresql");
    }

    Target target() {
      URI address = URI.create(database.address().substring("jdbc:".length()));
      TcpGate through = gate;
      ObjectNode settings =
          Json.MAPPER
              .createObjectNode()
              .put("host", "127.0.0.1")
              .put("port", through == null ? address.getPort() : through.port())
              .put("database", database.name())
              .put("user", database.owner().user())
              .put("tls", false);
      return new Target(
          new WorkspaceId("wsp_1"),
          new DestinationId("dst_1"),
          settings,
          Map.of("password", database.owner().password()),
          null);
    }

    ObjectNode syncSettings() {
      return Json.MAPPER.createObjectNode().put("table", "people");
    }

    Map<String, String> records() {
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

    /** The next commit waits for a lock, loses its connection, and gets the lock then. */
    void cutDuringCommit() throws SQLException {
      run(
          """
          create table if not exists people (email text primary key, name text);
          create function wait_at_commit() returns trigger language plpgsql as
            'begin perform pg_advisory_xact_lock(1); return null; end';
          create constraint trigger wait_at_commit after insert on people
            deferrable initially deferred for each row execute function wait_at_commit()\
          """);
      Connection holder = connect();
      try (Statement statement = holder.createStatement()) {
        statement.execute("select pg_advisory_lock(1)");
      }
      URI address = URI.create(database.address().substring("jdbc:".length()));
      TcpGate cutting = TcpGate.before(address.getPort(), 0);
      gate = cutting;
      Thread.ofVirtual()
          .start(() -> {
            // Closed from the last to the first: the connection is lost before the lock is free.
            try (holder;
                cutting) {
              await().atMost(BOUND).until(() -> "1".equals(text(WAITING)));
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            } finally {
              gate = null;
            }
          });
    }
  }
}
