package dev.tributary.e2e.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * No channel of SmallRye Reactive Messaging is weaker than the Kafka clients of our own, in no
 * profile, and neither by the configuration of a service nor by that of a library.
 */
class ChannelsTest {
  private static final String CHANNEL = "(\"[^\"]+\"|[^.]+)";

  /** What a channel, or the connector in a service, could set for itself. */
  private static final Pattern WEAKER =
      Pattern.compile(
          "mp\\.messaging\\.(incoming\\.%1$s|outgoing\\.%1$s|connector\\.smallrye-kafka)\\."
                  .formatted(CHANNEL)
              + "(acks|enable\\.idempotence|isolation\\.level|kafka-configuration|"
              + "bootstrap\\.servers|max\\.in\\.flight\\.requests\\.per\\.connection|retries|"
              + "enable\\.auto\\.commit|failure-strategy)");

  /** What the runtime sets for every channel. */
  private static final Map<String, String> STRONG =
      Map.of(
          "mp.messaging.connector.smallrye-kafka.acks", "all",
          "mp.messaging.connector.smallrye-kafka.enable.idempotence", "true",
          "mp.messaging.connector.smallrye-kafka.isolation.level", "read_committed",
          "mp.messaging.connector.smallrye-kafka.kafka-configuration", "tributary");

  /** The settings of a follower of our own, for channels that a service subscribes to itself. */
  private static final Set<String> FOLLOWERS = Set.of("definitions", "ends");

  private static final Pattern SETTINGS =
      Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.kafka-configuration");

  private static final String DEFAULTS =
      "services/runtime/src/main/resources/META-INF/microprofile-config.properties";

  private final List<Configuration> configurations = Configuration.below(Checkout.locate().root());

  @Test
  void everyChannelIsIdempotentWaitsForAllReplicasAndReadsCommittedMessages() {
    assertThat(configurations)
        .filteredOn(configuration -> configuration.place().equals(DEFAULTS))
        .singleElement()
        .satisfies(defaults -> assertThat(defaults.settings()).containsAllEntriesOf(STRONG));
  }

  @Test
  void noServiceAndNoLibraryChangesThat() {
    assertThat(configurations)
        .extracting(Configuration::place)
        .contains(DEFAULTS, "destinations/src/main/resources/application.properties")
        .hasSizeGreaterThan(7);
    for (Configuration configuration : configurations) {
      assertThat(weaker(configuration.settings())).as(configuration.place()).isEmpty();
    }
  }

  /** A forgotten partition would be missing in the view, without a sign. */
  @Test
  void aChannelOfDefinitionsReadsEachPartitionOfItsTopicFromTheBeginning() {
    int channels = 0;
    for (Configuration configuration : configurations) {
      for (String name : with("definitions", configuration.settings())) {
        String channel = "mp.messaging.incoming." + name + ".";
        assertThat(configuration.settings())
            .as("%s of %s", name, configuration.place())
            .containsEntry(channel + "connector", "smallrye-kafka")
            .containsEntry(channel + "assign-seek", each(Topic.named(name), "%d:0"));
        assertThat(Topic.named(name).compacted()).isTrue();
        channels++;
      }
    }
    assertThat(channels).isGreaterThan(10);
  }

  @Test
  void aChannelOfAnEndFollowsEachPartitionOfItsTopic() {
    int channels = 0;
    for (Configuration configuration : configurations) {
      for (String name : with("ends", configuration.settings())) {
        String channel = "mp.messaging.incoming." + name + ".";
        String topic = configuration.settings().getProperty(channel + "topic");
        assertThat(configuration.settings())
            .as("%s of %s", name, configuration.place())
            .containsEntry(channel + "assign-seek", each(Topic.named(topic), topic + ":%d:-1"));
        channels++;
      }
    }
    assertThat(channels).isGreaterThanOrEqualTo(2);
  }

  /** Otherwise a service ends if no name of the cluster resolves at its start. */
  @Test
  void anOutgoingChannelCreatesItsClientWithTheFirstMessage() {
    int channels = 0;
    for (Configuration configuration : configurations) {
      for (String name : configuration.settings().stringPropertyNames()) {
        if (name.matches("mp\\.messaging\\.outgoing\\.[^.]+\\.connector")) {
          assertThat(configuration.settings())
              .as("%s of %s", name, configuration.place())
              .containsEntry(name.replace(".connector", ".lazy-client"), "true");
          channels++;
        }
      }
    }
    assertThat(channels).isPositive();
  }

  @Test
  void aWeakerChannelIsFound() throws IOException {
    assertThat(found("mp.messaging.outgoing.facts.acks=1\ntributary.service=x"))
        .containsExactly("a: mp.messaging.outgoing.facts.acks");
    assertThat(found("mp.messaging.outgoing.\"a.b\".retries=0"))
        .containsExactly("a: mp.messaging.outgoing.\"a.b\".retries");
    assertThat(found("mp.messaging.connector.smallrye-kafka.acks=1"))
        .containsExactly("a: mp.messaging.connector.smallrye-kafka.acks");
  }

  @Test
  void aChannelThatIsWeakerInOneProfileIsFound() throws IOException {
    assertThat(found("%prod.mp.messaging.incoming.facts.isolation.level=read_uncommitted"))
        .containsExactly("a in the profile prod: mp.messaging.incoming.facts.isolation.level");
    assertThat(found("%{prod,dev}.mp.messaging.outgoing.facts.acks=0"))
        .containsExactly(
            "a in the profile dev: mp.messaging.outgoing.facts.acks",
            "a in the profile prod: mp.messaging.outgoing.facts.acks");
  }

  private static List<String> found(String written) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(written));
    return Configuration.of("a", properties).stream()
        .flatMap(configuration ->
            weaker(configuration.settings()).stream()
                .map(name -> configuration.place() + ": " + name))
        .toList();
  }

  private static List<String> weaker(Properties settings) {
    return settings.stringPropertyNames().stream()
        .filter(WEAKER.asMatchPredicate())
        .filter(name -> !settings.getProperty(name).equals(STRONG.get(name)))
        .filter(name -> !ofFollower(settings, name))
        .sorted()
        .toList();
  }

  private static boolean ofFollower(Properties settings, String name) {
    return SETTINGS.matcher(name).matches() && FOLLOWERS.contains(settings.getProperty(name));
  }

  private static List<String> with(String value, Properties settings) {
    return settings.stringPropertyNames().stream()
        .filter(name -> value.equals(settings.getProperty(name)))
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
}
