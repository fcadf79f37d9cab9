package dev.tributary.destinations.chaos;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.destinations.account.AccountStore;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.DeliveryEngine;
import dev.tributary.destinations.delivery.RetryPauses;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.delivery.Transport;
import dev.tributary.destinations.egress.CheckedTransport;
import dev.tributary.destinations.limit.Backoff;
import dev.tributary.destinations.pacing.CountedBudgets;
import dev.tributary.destinations.pacing.Pacing;
import dev.tributary.destinations.pacing.UseTally;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.postgres.PostgresSignals;
import dev.tributary.destinations.postgres.delivery.PostgresAccounts;
import dev.tributary.destinations.postgres.delivery.PostgresDeliveries;
import dev.tributary.destinations.postgres.delivery.PostgresPlaces;
import dev.tributary.destinations.postgres.delivery.PostgresSpentBudgets;
import dev.tributary.destinations.postgres.queries.PostgresBudgetUses;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.redis.RedisPacer;
import dev.tributary.local.infra.Credentials;
import dev.tributary.runtime.egress.Egress;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.egress.NameResolver;
import dev.tributary.testkit.infra.TestPool;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * One instance of the delivery engine: the real parts of the service, without Kafka and HTTP. It
 * runs until it is killed.
 */
public final class Replica {
  /** The header of each request with the name of the replica that sends it. */
  static final String NAME = "x-replica";

  /** The header of each request with the time when the replica gives up, in milliseconds. */
  static final String DEADLINE = "x-deadline";

  static final int REPLICAS = 2;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
  private static final int ANSWER_LIMIT = 1 << 20;

  private Replica() {}

  /**
   * @param arguments the name of the replica, the address of the database, its user and password,
   *     and the address of Redis
   */
  public static void main(String[] arguments) throws InterruptedException {
    String name = arguments[0];
    start(
        name,
        TestPool.of(
            arguments[1] + "?ApplicationName=" + name, new Credentials(arguments[2], arguments[3])),
        arguments[4]);
    Thread.currentThread().join();
  }

  /** The connectors of the installation, and the one of the test. */
  static Connectors connectors() {
    List<Connector> connectors = new ArrayList<>();
    Connectors installed = InstalledConnectors.load();
    installed.manifests().stream()
        .map(Manifest::id)
        .map(installed::require)
        .forEach(connectors::add);
    connectors.add(new ChaosConnector());
    return new Connectors(connectors);
  }

  private static void start(String name, DataSource worker, String redis) {
    Vertx vertx = Vertx.vertx();
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    Ids ids = new Ids(clock, random);
    KeyHash hash = new KeyHash(new byte[16]);
    PostgresCatalogue catalogue = new PostgresCatalogue(connectors());
    PostgresDeliveries deliveries =
        new PostgresDeliveries(
            worker, catalogue, (workspace, purpose) -> true, () -> ids.next("att_"), clock);
    EgressPolicy policy = new EgressPolicy("127.0.0.1", NameResolver.system());
    Egress egress = new Egress(vertx, policy, Duration.ofSeconds(5), ANSWER_LIMIT);
    AccountStore accounts = new PostgresAccounts(worker);
    BatchSender sender =
        new BatchSender(
            new Targets((workspace, destination, setting, origin, sealed) -> sealed, hash),
            new IdentifiedTransport(new CheckedTransport(egress, policy), name, clock),
            new Pacing(
                new RedisPacer(Redis.createClient(vertx, redis), REPLICAS, clock),
                new CountedBudgets(new PostgresSpentBudgets(worker)),
                new UseTally(new PostgresBudgetUses(worker)),
                clock),
            new PostgresPlaces(worker),
            new Accounts(accounts, hash, clock),
            Sessions.NONE,
            clock,
            REQUEST_TIMEOUT);
    Backoff quick = new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), random);
    DeliveryEngine engine =
        new DeliveryEngine(
            deliveries,
            sender,
            () -> {
              try (Connection connection = worker.getConnection()) {
                return catalogue.read(connection);
              } catch (SQLException e) {
                throw new StoreFailure(e);
              }
            },
            clock,
            new RetryPauses(
                quick,
                quick,
                new RetryPauses.Questions(Duration.ofMillis(50), Duration.ofMillis(500), random),
                Duration.ofMillis(50)));
    engine.start();
    new PostgresSignals(worker, engine::wake).start();
  }

  /** Says in each request who sends it, and until when the answer is awaited. */
  private record IdentifiedTransport(Transport transport, String name, Clock clock)
      implements Transport {
    @Override
    public Answer send(Request request, Duration timeout) throws EgressFailure {
      Map<String, String> headers = new LinkedHashMap<>(request.headers());
      headers.put(NAME, name);
      headers.put(DEADLINE, Long.toString(clock.millis() + timeout.toMillis()));
      return transport.send(
          new Request(request.method(), request.uri(), headers, request.body()), timeout);
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      return transport.checked(host, port);
    }

    @Override
    public void requireEncryption(URI uri) throws EgressFailure {
      transport.requireEncryption(uri);
    }
  }
}
