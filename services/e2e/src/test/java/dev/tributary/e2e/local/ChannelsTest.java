package dev.tributary.e2e.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No channel of SmallRye Reactive Messaging is weaker than the Kafka clients of our own. */
class ChannelsTest {
  /** What a channel, or the connector in a service, could set for itself. */
  private static final Pattern WEAKER =
      Pattern.compile(
          "mp\\.messaging\\.(incoming\\.[^.]+|outgoing\\.[^.]+|connector\\.smallrye-kafka)\\."
              + "(acks|enable\\.idempotence|isolation\\.level|kafka-configuration|"
              + "bootstrap\\.servers|max\\.in\\.flight\\.requests\\.per\\.connection)");

  private static final Path DEFAULTS =
      Path.of("services/runtime/src/main/resources/META-INF/microprofile-config.properties");

  private final Path root = Checkout.locate().root();

  @Test
  void everyChannelIsIdempotentWaitsForAllReplicasAndReadsCommittedMessages() throws IOException {
    assertThat(read(root.resolve(DEFAULTS)))
        .containsEntry("mp.messaging.connector.smallrye-kafka.acks", "all")
        .containsEntry("mp.messaging.connector.smallrye-kafka.enable.idempotence", "true")
        .containsEntry("mp.messaging.connector.smallrye-kafka.isolation.level", "read_committed")
        .containsEntry("mp.messaging.connector.smallrye-kafka.kafka-configuration", "tributary");
  }

  @Test
  void noServiceChangesThat() throws IOException {
    List<Path> configurations;
    try (Stream<Path> services = Stream.of("", "services").map(root::resolve).flatMap(this::in)) {
      configurations =
          services
              .map(service -> service.resolve("src/main/resources/application.properties"))
              .filter(Files::exists)
              .toList();
    }
    assertThat(configurations).hasSizeGreaterThan(5);
    for (Path configuration : configurations) {
      assertThat(weaker(read(configuration))).as("%s", configuration).isEmpty();
    }
  }

  @Test
  void aWeakerChannelIsFound() throws IOException {
    Properties weak = new Properties();
    weak.load(new StringReader("mp.messaging.outgoing.facts.acks=1\ntributary.service=x"));
    assertThat(weaker(weak)).containsExactly("mp.messaging.outgoing.facts.acks");
  }

  private static List<String> weaker(Properties configuration) {
    return configuration.stringPropertyNames().stream()
        .filter(WEAKER.asMatchPredicate())
        .sorted()
        .toList();
  }

  private Stream<Path> in(Path folder) {
    try {
      return Files.list(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}
