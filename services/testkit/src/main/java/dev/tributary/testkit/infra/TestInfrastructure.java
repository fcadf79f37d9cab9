package dev.tributary.testkit.infra;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Databases;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.EmbeddedRedis;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Kafka, PostgreSQL and Redis for the tests of this JVM: each starts when it is first asked for, is
 * shared, and ends with the JVM. A test keeps out of the others' way by names of its own (topics,
 * groups, workspaces, keys); a database is always a new one.
 */
public final class TestInfrastructure {

  private static final int NAME_BYTES = 6;

  private TestInfrastructure() {}

  // Holders: the class loader starts each server once, whichever thread asks first.
  private static final class Kafka {
    static final int SERVICES = Port.free();
    static final EmbeddedKafka SERVER =
        TestServers.started(
            "kafka",
            directory ->
                EmbeddedKafka.start(
                    Checkout.locate(), directory, Port.free(), ServiceUsers.listener(SERVICES)));

    static {
      ServiceUsers.allow(SERVER);
    }
  }

  private static final class Postgres {
    static final EmbeddedPostgres SERVER =
        TestServers.started(
            "postgres",
            directory ->
                EmbeddedPostgres.start(
                    Checkout.locate(), directory, Port.free(), Durability.DISPOSABLE));
  }

  private static final class Redis {
    static final EmbeddedRedis SERVER =
        TestServers.started(
            "redis", directory -> EmbeddedRedis.start(Checkout.locate(), directory, Port.free()));
  }

  public static EmbeddedKafka kafka() {
    return Kafka.SERVER;
  }

  /**
   * What a service under test is told of {@link #kafka()}: it signs in as itself, and may do what
   * the chart allows it.
   */
  public static Map<String, String> kafka(String service) {
    kafka();
    return ServiceUsers.environment(service, Kafka.SERVICES);
  }

  public static EmbeddedRedis redis() {
    return Redis.SERVER;
  }

  public static EmbeddedPostgres postgres() {
    return Postgres.SERVER;
  }

  /** A new, empty database with its three roles; its name begins with the given one. */
  public static ServiceDatabase postgres(String name) {
    return new Databases(Postgres.SERVER).ensure(unique(name));
  }

  /**
   * A new database as migrations leave it; its name begins with the given one. Its roles are those
   * of all that were migrated alike.
   *
   * @param migrations whose resources are the migrations
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
