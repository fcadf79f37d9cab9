package dev.tributary.local.infra;

import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/** One Apache Kafka broker (KRaft, its own controller) in a JVM of its own. */
public final class EmbeddedKafka implements AutoCloseable {

  /**
   * A listener beside the open one, for those who try out TLS, passwords or a bad network.
   *
   * @param advertised the port on which its clients reach it
   * @param settings of the broker that it needs
   */
  public record Listener(
      String name, String protocol, int port, int advertised, Map<String, String> settings) {

    public Listener {
      settings = Map.copyOf(settings);
    }

    public Listener(String name, String protocol, int port, Map<String, String> settings) {
      this(name, protocol, port, port, settings);
    }
  }

  private static final Duration START_BOUND = Duration.ofSeconds(90);

  private final ChildProcess process;
  private final int port;

  private EmbeddedKafka(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the broker whose files are in the directory, or a new one.
   *
   * @throws StartFailure if it does not serve under its own cluster id within 90 seconds
   */
  public static EmbeddedKafka start(
      Checkout checkout, Path directory, int port, Listener... further) {
    Port.requireFree(port, "Kafka");
    Path files = directory.toAbsolutePath();
    try {
      Files.createDirectories(files);
      String clusterId = clusterId(files.resolve("cluster.id"));
      Path configuration = files.resolve("server.properties");
      Properties settings = properties(files.resolve("logs"), port, Port.free());
      for (Listener listener : further) {
        add(listener, settings);
      }
      try (Writer writer = Files.newBufferedWriter(configuration)) {
        settings.store(writer, null);
      }
      ChildProcess process = ChildProcess.start(command(checkout, configuration, clusterId));
      process.awaitReady(() -> KafkaProbe.serves(port, clusterId), START_BOUND);
      return new EmbeddedKafka(process, port);
    } catch (IOException e) {
      throw new StartFailure("Cannot write Kafka's files: " + e.getMessage(), e);
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  private static ChildProcess.Command command(
      Checkout checkout, Path configuration, String clusterId) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(JvmFlags.chosen());
    line.add("-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
    line.addAll(List.of("-cp", checkout.kafkaClassPath()));
    line.addAll(
        List.of(
            "dev.tributary.local.distributions.KafkaServer", configuration.toString(), clusterId));
    return new ChildProcess.Command("kafka", line, configuration.resolveSibling("kafka.log"));
  }

  private static String clusterId(Path file) throws IOException {
    if (!Files.exists(file)) {
      UUID id = UUID.randomUUID();
      byte[] bytes =
          ByteBuffer.allocate(16)
              .putLong(id.getMostSignificantBits())
              .putLong(id.getLeastSignificantBits())
              .array();
      Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
    return Files.readString(file);
  }

  private static void add(Listener listener, Properties settings) {
    String address = ",%s://localhost:%d";
    settings.merge(
        "listeners", address.formatted(listener.name(), listener.port()), EmbeddedKafka::joined);
    settings.merge(
        "advertised.listeners",
        address.formatted(listener.name(), listener.advertised()),
        EmbeddedKafka::joined);
    settings.merge(
        "listener.security.protocol.map",
        ",%s:%s".formatted(listener.name(), listener.protocol()),
        EmbeddedKafka::joined);
    settings.putAll(listener.settings());
  }

  private static String joined(Object first, Object second) {
    return first + String.valueOf(second);
  }

  private static Properties properties(Path logs, int port, int controllerPort) throws IOException {
    String text =
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@localhost:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=PLAINTEXT
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        auto.create.topics.enable=false
        num.network.threads=1
        num.io.threads=2
        background.threads=1
        group.initial.rebalance.delay.ms=0
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        log.cleaner.dedupe.buffer.size=2097152
        """
            .formatted(port, controllerPort, logs);
    Properties settings = new Properties();
    settings.load(new StringReader(text));
    return settings;
  }
}
