package dev.tributary.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.testkit.infra.SeparateBroker;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private static final Duration BOUND = Duration.ofSeconds(120);

  @Test
  void whatIsMissingIsCreatedAndAnotherPartitionCountIsRefused() throws Exception {
    try (SeparateBroker broker = SeparateBroker.start();
        Admin admin = new KafkaClients(broker.bootstrapServers()).admin("test-topics")) {
      Topics topics = new Topics(admin, (short) 1, 1_200_000);
      await()
          .atMost(BOUND)
          .ignoreExceptions()
          .until(() -> {
            topics.ensure();
            return true;
          });
      topics.ensure();
      assertThat(admin.listTopics().names().get()).hasSize(Topic.values().length);
      assertThat(setting(admin, Topic.EVENTS, "retention.bytes")).isEqualTo("100000");
      assertThat(setting(admin, Topic.EVENTS, "cleanup.policy")).isEqualTo("delete");
      assertThat(setting(admin, Topic.ROWS, "cleanup.policy")).isEqualTo("compact");
      assertThat(setting(admin, Topic.ROWS, "max.compaction.lag.ms")).isEqualTo("604800000");
      assertThat(setting(admin, Topic.PROFILES, "max.message.bytes")).isEqualTo("6291456");

      admin.deleteTopics(List.of(Topic.SYNCS.topicName())).all().get();
      admin.createTopics(List.of(new NewTopic(Topic.SYNCS.topicName(), 1, (short) 1))).all().get();
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              assertThatIllegalStateException()
                  .isThrownBy(topics::ensure)
                  .withMessageContaining("syncs has 1 partitions instead of 6"));
    }
  }

  @Test
  void aBrokerThatLearnsLaterOfATopicIsAskedAgain() throws Exception {
    try (SeparateBroker broker = SeparateBroker.start();
        Admin admin = new KafkaClients(broker.bootstrapServers()).admin("test-topics")) {
      await()
          .atMost(BOUND)
          .ignoreExceptions()
          .until(() -> admin.listTopics().names().get() != null);
      AtomicInteger missingLeaders = new AtomicInteger(2);
      AtomicInteger unknownTopics = new AtomicInteger(2);
      Admin late =
          late(admin, Map.of("listOffsets", missingLeaders, "describeTopics", unknownTopics));

      new Topics(late, (short) 1, -1).ensure();
      assertThat(missingLeaders).hasNonPositiveValue();
      assertThat(unknownTopics).hasNonPositiveValue();
    }
  }

  /**
   * As a broker that has not heard yet of what another service has just created, and then needs
   * longer than the client's time-out until it leads the new partitions.
   *
   * @param failures per method, how often it fails before it reaches the broker
   */
  private static Admin late(Admin admin, Map<String, AtomicInteger> failures) {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              AtomicInteger left = failures.get(method.getName());
              if (left == null || left.getAndDecrement() <= 0) {
                return method.invoke(admin, arguments);
              }
              return method.getName().equals("listOffsets")
                  ? timedOut()
                  : admin.describeTopics(List.of("not-known-yet"));
            });
  }

  private static ListOffsetsResult timedOut() {
    KafkaFutureImpl<ListOffsetsResultInfo> offset = new KafkaFutureImpl<>();
    offset.completeExceptionally(new TimeoutException("No leader yet"));
    return new ListOffsetsResult(Map.of(new TopicPartition("no-leader-yet", 0), offset));
  }

  private static String setting(Admin admin, Topic topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
  }
}
