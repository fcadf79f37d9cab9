package dev.tributary.destinations.chaos;

import static org.awaitility.Awaitility.await;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Databases;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.EmbeddedRedis;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.runtime.postgres.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server with the ledger and with the database of a destination, and a Redis server.
 * The test kills them.
 */
final class Servers implements AutoCloseable {
  /** Longer than the bound of a start, which must not go on when nobody waits for it. */
  private static final Duration BOUND = Duration.ofMinutes(2);

  /**
   * Who has a lease: the name of the connection. It is written in the transaction of the lease, so
   * the leases of a killed process are known.
   */
  private static final List<String> HOLDERS =
      List.of(
          """
          create table lease_holder (kind text, id text, holder text,
            taken timestamptz not null default clock_timestamp(), primary key (kind, id))\
          """,
          """
          create function note_holder() returns trigger language plpgsql security definer as $$
          begin
            insert into lease_holder
            values (tg_table_name, new.id, current_setting('application_name'))
            on conflict (kind, id) do update
              set holder = excluded.holder, taken = excluded.taken;
            return null;
          end $$\
          """,
          """
          create trigger note_holder after insert or update of lease_until on delivery
          for each row when (new.lease_until is not null) execute function note_holder()\
          """,
          """
          create trigger note_holder after insert or update of lease_until on job
          for each row when (new.lease_until is not null) execute function note_holder()\
          """,
          "create table applied_message (number bigint primary key)",
          "grant select, insert on applied_message to public");

  private final Checkout checkout = Checkout.locate();
  private final Path directory;
  private final int postgresPort = Port.free();
  private final int redisPort = Port.free();
  private EmbeddedPostgres postgres;
  private EmbeddedRedis redis;
  private final ServiceDatabase ledger;
  private final ServiceDatabase shop;

  Servers(Path directory) throws SQLException {
    this.directory = directory;
    postgres = startPostgres();
    redis = startRedis();
    Databases databases = new Databases(postgres.server());
    ledger = databases.ensure("ledger");
    shop = databases.ensure("shop");
    Migrations.of(Servers.class.getClassLoader())
        .migrate(
            ledger.address(),
            new Migrations.Credentials(ledger.owner().user(), ledger.owner().password()),
            ledger.worker().user(),
            ledger.request().user());
    for (String statement : HOLDERS) {
      execute(statement);
    }
  }

  private EmbeddedPostgres startPostgres() {
    return EmbeddedPostgres.start(
        checkout, directory.resolve("postgres"), postgresPort, Durability.DISPOSABLE);
  }

  private EmbeddedRedis startRedis() {
    return EmbeddedRedis.start(checkout, directory.resolve("redis"), redisPort);
  }

  /** The database of the engine. */
  ServiceDatabase ledger() {
    return ledger;
  }

  /** The database of a destination. */
  ServiceDatabase shop() {
    return shop;
  }

  int postgresPort() {
    return postgresPort;
  }

  String redis() {
    return redis.address();
  }

  /** Ends the server and each of its processes at once, and starts it again with its files. */
  void killPostgres() throws InterruptedException {
    List<ProcessHandle> processes =
        ProcessHandle.of(postgres.process().pid()).stream()
            .flatMap(server -> Stream.concat(Stream.of(server), server.children()))
            .toList();
    postgres.process().signal("KILL");
    processes.forEach(ProcessHandle::destroyForcibly);
    postgres.close();
    await()
        .atMost(BOUND)
        .ignoreExceptionsInstanceOf(StartFailure.class)
        .until(() -> {
          postgres = startPostgres();
          return true;
        });
  }

  /** Ends the server at once, and starts an empty one. */
  void killRedis() throws InterruptedException {
    redis.process().signal("KILL");
    redis.close();
    await()
        .atMost(BOUND)
        .ignoreExceptionsInstanceOf(StartFailure.class)
        .until(() -> {
          redis = startRedis();
          return true;
        });
  }

  void flushRedis() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
      socket.getOutputStream().write("FLUSHALL\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the leases of a process that has ended, as when their time has passed. */
  void endLeases(String holder) {
    await()
        .atMost(BOUND)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() -> {
          if (!texts("select pid from pg_stat_activity where application_name = ?", holder)
              .isEmpty()) {
            return false;
          }
          for (String table : List.of("job", "delivery")) {
            execute(
                """
                update %1$s set lease_until = statement_timestamp() - interval '1 second'
                where lease_until > statement_timestamp() and id in
                  (select id from lease_holder where kind = '%1$s' and holder = '%2$s')\
                """
                    .formatted(table, holder));
          }
          return true;
        });
  }

  /**
   * Ends leases that were taken before this time: of claims whose commit had no answer, so that no
   * process works on them.
   */
  void endLeasesBefore(Instant time) throws SQLException {
    for (String table : List.of("job", "delivery")) {
      execute(
          """
          update %1$s set lease_until = statement_timestamp() - interval '1 second'
          where lease_until > statement_timestamp() and id in
            (select id from lease_holder where kind = '%1$s' and taken < '%2$s')\
          """
              .formatted(table, time));
    }
  }

  /** As the superuser of the server, in the database of the engine. */
  void execute(String sql) throws SQLException {
    try (Connection connection = postgres.server().connectAsSuperuser(ledger.name());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  /** As the superuser of the server, in the database of the destination. */
  void executeInShop(String sql) throws SQLException {
    try (Connection connection = postgres.server().connectAsSuperuser(shop.name());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  /** The first column of all rows of the ledger, as texts. */
  List<String> texts(String sql, String... parameters) throws SQLException {
    return texts(ledger, sql, parameters);
  }

  /** The first column of all rows in the database of the destination, as texts. */
  List<String> textsOfShop(String sql) throws SQLException {
    return texts(shop, sql);
  }

  private List<String> texts(ServiceDatabase database, String sql, String... parameters)
      throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = postgres.server().connectAsSuperuser(database.name());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts;
  }

  @Override
  public void close() {
    redis.close();
    postgres.close();
  }
}
