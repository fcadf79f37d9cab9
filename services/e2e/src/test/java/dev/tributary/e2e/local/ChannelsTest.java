package dev.tributary.e2e.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  /** The settings of a follower of our own, for channels that a service subscribes to itself. */
  private static final Set<String> FOLLOWERS = Set.of("definitions", "ends");

  private static final Pattern SETTINGS =
      Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.kafka-configuration");

  private static final Pattern GROUP =
      Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.group\\.id");

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
    List<Path> configurations = services().toList();
    assertThat(configurations).hasSizeGreaterThan(5);
    for (Path configuration : configurations) {
      assertThat(weaker(read(configuration))).as("%s", configuration).isEmpty();
    }
  }

  /** Otherwise, Kafka would move a position that does not fit the log, without a sign. */
  @Test
  void aChannelWithPositionsComparesThemWithTheLog() throws IOException {
    int channels = 0;
    for (Path file : services().toList()) {
      Properties configuration = read(file);
      for (String key : configuration.stringPropertyNames()) {
        Matcher group = GROUP.matcher(key);
        if (group.matches()) {
          String channel = "mp.messaging.incoming." + group.group(1) + ".";
          assertThat(configuration)
              .as("%s of %s", group.group(1), file)
              .containsEntry(channel + "auto.offset.reset", "none")
              .containsKey(channel + "consumer-rebalance-listener.name");
          channels++;
        }
      }
    }
    assertThat(channels).isEqualTo(2);
  }

  /** A forgotten partition would be missing in the view, without a sign. */
  @Test
  void aChannelOfDefinitionsReadsEachPartitionOfItsTopicFromTheBeginning() throws IOException {
    List<Path> configurations =
        Stream.concat(services(), Stream.of(root.resolve(DEFAULTS))).toList();
    int channels = 0;
    for (Path file : configurations) {
      Properties configuration = read(file);
      for (String name : with("definitions", configuration)) {
        String channel = "mp.messaging.incoming." + name + ".";
        assertThat(configuration)
            .as("%s of %s", name, file)
            .containsEntry(channel + "connector", "smallrye-kafka")
            .containsEntry(channel + "assign-seek", each(Topic.named(name), "%d:0"));
        assertThat(Topic.named(name).compacted()).isTrue();
        channels++;
      }
    }
    assertThat(channels).isGreaterThan(10);
  }

  @Test
  void aChannelOfAnEndFollowsEachPartitionOfItsTopic() throws IOException {
    int channels = 0;
    for (Path file : services().toList()) {
      Properties configuration = read(file);
      for (String name : with("ends", configuration)) {
        String channel = "mp.messaging.incoming." + name + ".";
        String topic = configuration.getProperty(channel + "topic");
        assertThat(configuration)
            .as("%s of %s", name, file)
            .containsEntry(channel + "assign-seek", each(Topic.named(topic), topic + ":%d:-1"));
        channels++;
      }
    }
    assertThat(channels).isEqualTo(3);
  }

  /** Otherwise a service ends if no name of the cluster resolves at its start. */
  @Test
  void anOutgoingChannelCreatesItsClientWithTheFirstMessage() throws IOException {
    int channels = 0;
    for (Path file : services().toList()) {
      Properties configuration = read(file);
      for (String name : configuration.stringPropertyNames()) {
        if (name.matches("mp\\.messaging\\.outgoing\\.[^.]+\\.connector")) {
          assertThat(configuration)
              .as("%s of %s", name, file)
              .containsEntry(name.replace(".connector", ".lazy-client"), "true");
          channels++;
        }
      }
    }
    assertThat(channels).isPositive();
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
        .filter(name -> !ofFollower(configuration, name))
        .sorted()
        .toList();
  }

  private static boolean ofFollower(Properties configuration, String name) {
    return SETTINGS.matcher(name).matches() && FOLLOWERS.contains(configuration.getProperty(name));
  }

  private static List<String> with(String settings, Properties configuration) {
    return configuration.stringPropertyNames().stream()
        .filter(name -> settings.equals(configuration.getProperty(name)))
        .map(SETTINGS::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .sorted()
        .toList();
  }

  private static String each(Topic topic, String partition) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition::formatted)
        .collect(Collectors.joining(","));
  }

  private Stream<Path> services() {
    return Stream.of("", "services")
        .map(root::resolve)
        .flatMap(this::in)
        .map(service -> service.resolve("src/main/resources/application.properties"))
        .filter(Files::exists);
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
