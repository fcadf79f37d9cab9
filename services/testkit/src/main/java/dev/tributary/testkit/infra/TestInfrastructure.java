package dev.tributary.testkit.infra;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.Databases;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.EmbeddedRedis;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.PostgresServer;
import dev.tributary.local.infra.ServiceDatabase;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Kafka, PostgreSQL and Redis for the tests of this JVM. In a run of all modules PostgreSQL and
 * Redis are the run's, else this JVM's own. The broker belongs to this JVM alone. Tests avoid
 * conflicts by their own names of topics, groups, workspaces and keys. A database is always a new
 * one.
 */
public final class TestInfrastructure {

  private static final int NAME_BYTES = 6;

  private TestInfrastructure() {}

  // Holders: the class loader starts each server once, for any thread that asks first.
  private static final class Kafka {
    static final TestBroker SERVER =
        SharedServers.ofThisRun().map(SharedServers::broker).orElseGet(() -> own("kafka").broker());

    static {
      ServiceUsers.allow(SERVER.bootstrapServers());
    }
  }

  private static final class Postgres {
    static final PostgresServer SERVER =
        SharedServers.ofThisRun()
            .map(SharedServers::postgres)
            .orElseGet(() ->
                TestServers.started(
                        "postgres",
                        directory ->
                            EmbeddedPostgres.start(
                                Checkout.locate(), directory, Port.free(), Durability.DISPOSABLE))
                    .server());
  }

  private static final class Redis {
    static final TestRedis SERVER =
        SharedServers.ofThisRun()
            .map(SharedServers::redis)
            .orElseGet(() ->
                new TestRedis(
                    TestServers.started(
                            "redis",
                            directory ->
                                EmbeddedRedis.start(Checkout.locate(), directory, Port.free()))
                        .address()));
  }

  /**
   * A broker in its own process, for tests that stop or stall it.
   *
   * @param process the broker's
   */
  public record OwnKafka(TestBroker broker, ChildProcess process) {}

  /** A new broker for one test; it ends with this JVM. */
  public static OwnKafka ownKafka() {
    OwnKafka own = own("own-kafka");
    ServiceUsers.allow(own.broker().bootstrapServers());
    return own;
  }

  private static OwnKafka own(String name) {
    int port = Port.free();
    int services = Port.free();
    EmbeddedKafka kafka =
        TestServers.started(
            name,
            directory ->
                EmbeddedKafka.start(
                    Checkout.locate(), directory, port, ServiceUsers.listener(services)));
    return new OwnKafka(new TestBroker(port, services), kafka.process());
  }

  public static TestBroker kafka() {
    return Kafka.SERVER;
  }

  /**
   * The configuration of {@link #kafka()} for a service under test: it signs in as itself, and has
   * the rights that the chart gives it. Its loops do not gather records, because a test sends one
   * record and waits for its effect.
   */
  public static Map<String, String> kafka(String service) {
    Map<String, String> settings =
        new HashMap<>(ServiceUsers.environment(service, Kafka.SERVER.servicesPort()));
    settings.put("tributary.kafka.gathering", "PT0S");
    return settings;
  }

  public static TestRedis redis() {
    return Redis.SERVER;
  }

  public static PostgresServer postgres() {
    return Postgres.SERVER;
  }

  /** A new, empty database with its three roles; its name begins with the given one. */
  public static ServiceDatabase postgres(String name) {
    return new Databases(Postgres.SERVER).ensure(unique(name));
  }

  /**
   * A new migrated database; its name begins with the given one. All databases with the same
   * migrations share its roles.
   *
   * @param migrations the class loader with the migrations
   * @param migrate runs them
   */
  public static ServiceDatabase migrated(
      String name, Class<?> migrations, Consumer<ServiceDatabase> migrate) {
    return new Templates(Postgres.SERVER)
        .copied(unique(name), migrations.getClassLoader(), migrate);
  }

  private static String unique(String name) {
    byte[] suffix = new byte[NAME_BYTES];
    ThreadLocalRandom.current().nextBytes(suffix);
    return name + "_" + HexFormat.of().formatHex(suffix);
  }
}
