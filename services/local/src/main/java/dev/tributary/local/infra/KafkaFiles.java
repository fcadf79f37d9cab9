package dev.tributary.local.infra;

import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import java.util.UUID;

/**
 * The settings of a broker, as a file.
 *
 * @param configuration the properties file
 * @param clusterId a URL-safe base64 UUID of 22 characters; it belongs to the directory
 * @param port of the open listener
 */
public record KafkaFiles(Path configuration, String clusterId, int port) {

  /** Writes the settings of the broker with the files in the directory, or of a new one. */
  public static KafkaFiles write(Path directory, int port, EmbeddedKafka.Listener... further) {
    Path files = directory.toAbsolutePath();
    try {
      Files.createDirectories(files);
      String clusterId = clusterId(files.resolve("cluster.id"));
      Path configuration = files.resolve("server.properties");
      Properties settings = properties(files.resolve("logs"), port, Port.free());
      for (EmbeddedKafka.Listener listener : further) {
        add(listener, settings);
      }
      try (Writer writer = Files.newBufferedWriter(configuration)) {
        settings.store(writer, null);
      }
      return new KafkaFiles(configuration, clusterId, port);
    } catch (IOException e) {
      throw new StartFailure("Cannot write Kafka's files: " + e.getMessage(), e);
    }
  }

  /** Whether the broker answers under its own cluster id. */
  public boolean serves() {
    return KafkaProbe.serves(port, clusterId);
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

  private static void add(EmbeddedKafka.Listener listener, Properties settings) {
    String address = ",%s://localhost:%d";
    settings.merge(
        "listeners", address.formatted(listener.name(), listener.port()), KafkaFiles::joined);
    settings.merge(
        "advertised.listeners",
        address.formatted(listener.name(), listener.advertised()),
        KafkaFiles::joined);
    settings.merge(
        "listener.security.protocol.map",
        ",%s:%s".formatted(listener.name(), listener.protocol()),
        KafkaFiles::joined);
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
        metadata.max.idle.interval.ms=0
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
