package dev.tributary.benchmarks.chain;

import dev.tributary.benchmarks.bare.BareCollector;
import dev.tributary.benchmarks.bare.BareStage;
import dev.tributary.benchmarks.installation.BareProgram;
import dev.tributary.benchmarks.load.Target;
import dev.tributary.local.files.Directories;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.Databases;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The bare collector and three bare stages, with a Kafka and a PostgreSQL of their own. */
final class BareChain implements AutoCloseable {
  private static final List<String> TOPICS = List.of("first", "second", "third");
  private static final int PARTITIONS = 12;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, Long> pids = new LinkedHashMap<>();
  private final int port = Port.free();

  private BareChain() {}

  static BareChain start(Path directory, String sink) {
    var chain = new BareChain();
    try {
      Directories.delete(directory);
      chain.startParts(Checkout.locate(), directory, sink);
      return chain;
    } catch (IOException | SQLException | RuntimeException e) {
      chain.close();
      throw new IllegalStateException("The bare chain did not start", e);
    }
  }

  Chain chain(int connections) {
    return new Chain("bare", new Target(port, "/v1/batch", "none", connections), Map.copyOf(pids));
  }

  private void startParts(Checkout checkout, Path directory, String sink) throws SQLException {
    EmbeddedKafka kafka = EmbeddedKafka.start(checkout, directory.resolve("kafka"), Port.free());
    started("kafka", kafka.process().pid(), kafka);
    createTopics(kafka.bootstrapServers());
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            checkout, directory.resolve("postgres"), Port.free(), Durability.CRASH_SAFE);
    started("postgres", postgres.process().pid(), postgres);
    String database = createTables(new Databases(postgres.server()).ensure("bare"));
    for (int stage = 0; stage < TOPICS.size(); stage++) {
      boolean last = stage == TOPICS.size() - 1;
      program(
          "stage " + (stage + 1),
          BareStage.class,
          directory,
          kafka.bootstrapServers(),
          database,
          TOPICS.get(stage),
          TOPICS.get(stage),
          last ? sink : TOPICS.get(stage + 1));
    }
    program(
            "collector",
            BareCollector.class,
            directory,
            kafka.bootstrapServers(),
            TOPICS.getFirst(),
            Integer.toString(port))
        .awaitPort(port);
  }

  private BareProgram program(String name, Class<?> main, Path directory, String... arguments) {
    var program = BareProgram.start(name, main, directory.resolve(name + ".log"), arguments);
    started(name, program.pid(), program);
    return program;
  }

  private void started(String name, long pid, AutoCloseable part) {
    parts.push(part);
    pids.put(name, pid);
  }

  private static String createTables(ServiceDatabase database) throws SQLException {
    Credentials owner = database.owner();
    String address =
        "%s?user=%s&password=%s".formatted(database.address(), owner.user(), owner.password());
    try (Connection connection = DriverManager.getConnection(address);
        Statement statement = connection.createStatement()) {
      statement.execute("create table seen (stage text, id text, primary key (stage, id))");
      statement.execute("create table outbox (stage text, payload bytea)");
      statement.execute("alter table outbox alter payload set storage external");
    }
    return address;
  }

  private static void createTopics(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Stream<NewTopic> topics =
          TOPICS.stream().map(name -> new NewTopic(name, PARTITIONS, (short) 1));
      admin.createTopics(topics.toList()).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot create the bare chain's topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("A part of the bare chain did not stop", e);
      }
    }
  }
}
