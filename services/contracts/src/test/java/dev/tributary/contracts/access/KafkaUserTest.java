package dev.tributary.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The chart and the reference say what {@link KafkaUser} says; {@code
 * -Dtributary.write-reference=true} writes them anew.
 */
class KafkaUserTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root", "../.."));

  @Test
  void theChartGivesEachServiceItsRules() throws IOException {
    String rules =
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(AccessRules.json()) + "\n";
    assertCurrent("helm/tributary/files/kafka-acls.json", rules);
  }

  @Test
  void theReferenceShowsEachServicesRules() throws IOException {
    assertCurrent("docs/reference/kafka-users.md", page());
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void eachTopicIsWrittenAndReadBySomeService(Topic topic) {
    assertThat(KafkaUser.values()).anyMatch(user -> user.writes().contains(topic));
    // What became of an attempt is for customers' own programs.
    assertThat(Stream.of(KafkaUser.values()).anyMatch(user -> user.reads().contains(topic)))
        .isEqualTo(topic != Topic.DELIVERIES);
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void eachCompactedTopicIsPurgedByOneServiceThatMayReadIt(Topic topic) {
    List<KafkaUser> purging =
        Stream.of(KafkaUser.values()).filter(user -> user.purges().contains(topic)).toList();
    // The message of a purged workspace itself stays, so that every service learns of it.
    assertThat(purging).hasSize(topic.compacted() && topic != Topic.WORKSPACES ? 1 : 0);
    assertThat(purging).allMatch(user -> user.reads().contains(topic));
  }

  @Test
  void noServiceCanEndATransactionOrMoveAGroupOfAnother() {
    for (KafkaUser user : KafkaUser.values()) {
      for (KafkaUser other : KafkaUser.values()) {
        if (user != other) {
          assertThat(other.transactions()).doesNotStartWith(user.transactions());
          assertThat(other.groups()).noneMatch(user.groups()::contains);
        }
      }
    }
  }

  @Test
  void onlyIdentityIsGivenCommandsAndOnlyTheControlPlaneWorkspaces() {
    assertThat(writers(Topic.COMMANDS)).containsExactly(KafkaUser.IDENTITY);
    assertThat(writers(Topic.WORKSPACES)).containsExactly(KafkaUser.CONTROL);
    assertThat(writers(Topic.PROFILES)).containsExactly(KafkaUser.IDENTITY);
    assertThat(KafkaUser.COLLECTOR.reads()).containsOnly(Topic.WORKSPACES, Topic.SOURCES);
  }

  private static List<KafkaUser> writers(Topic topic) {
    return Stream.of(KafkaUser.values()).filter(user -> user.writes().contains(topic)).toList();
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Users at Kafka

            Each service signs in to Kafka as a user of its own. This page is generated from the code; the chart makes the same rules for Strimzi from
            `helm/tributary/files/kafka-acls.json`, which has them as access rules of a cluster. Tests run each service against a broker that enforces them.

            | service | reads topics | writes topics | is a member of groups | follows groups | follows topics | transactional ids |
            |---|---|---|---|---|---|---|
            """);
    for (KafkaUser user : KafkaUser.values()) {
      page.append(
          "| `%s` | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  user.service(),
                  names(user.reads().stream().map(Topic::topicName)),
                  names(user.writes().stream().map(Topic::topicName)),
                  names(user.groups().stream()),
                  names(user.follows().groups().stream()),
                  names(user.follows().topics().stream().map(Topic::topicName)),
                  names(
                      user.writes().isEmpty()
                          ? Stream.of()
                          : Stream.of(user.transactions() + "*"))));
    }
    page.append(
        """

        As access rules: `Read` on topics that are read, `Write` on topics that are written, `Describe` on topics and groups that are followed: their ends and positions are
        known, not what stands there. `Create` on all these topics, because whichever service starts first creates them. `Read` on groups that it is a member of,
        `Write` on transactional ids that begin with the service's name. Otherwise `Describe` and idempotent writing come with these. No service needs a right on the cluster.
        """);
    return page.toString();
  }

  private static String names(Stream<String> names) {
    String listed = names.map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    return listed.isEmpty() ? "none" : listed;
  }

  private static void assertCurrent(String name, String current) throws IOException {
    Path file = ROOT.resolve(name);
    if (Boolean.getBoolean("tributary.write-reference")) {
      Files.writeString(file, current);
    }
    assertThat(Files.readString(file))
        .as("%s; write it anew with -Dtributary.write-reference=true", name)
        .isEqualTo(current);
  }
}
