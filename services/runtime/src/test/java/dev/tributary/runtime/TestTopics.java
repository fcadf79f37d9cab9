package dev.tributary.runtime;

import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The declared topics, on a broker that may have started a moment ago. */
public final class TestTopics {
  private static final Duration BOUND = Duration.ofSeconds(120);

  private TestTopics() {}

  /** As a service does: again and again until the cluster answers. */
  public static void ensure(KafkaClients kafka) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(() -> {
          try (Admin admin = kafka.admin("test-topics")) {
            new Topics(admin, (short) 1, -1).ensure();
          }
          return true;
        });
  }

  /** Deletes a topic and makes it again, empty and under another id; returns when it answers. */
  public static void recreate(KafkaClients kafka, Topic topic) throws Exception {
    try (Admin admin = kafka.admin("recreate")) {
      admin.deleteTopics(List.of(topic.topicName())).all().get();
      await()
          .atMost(BOUND)
          .until(() -> !admin.listTopics().names().get().contains(topic.topicName()));
    }
    ensure(kafka);
    await().atMost(BOUND).ignoreExceptions().until(() -> ends(kafka, topic) == 0);
  }

  /** Deletes what other tests have left in these topics: all tests of a JVM share one broker. */
  public static void empty(Topic... topics) throws Exception {
    KafkaClients kafka = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    ensure(kafka);
    for (Topic topic : topics) {
      if (ends(kafka, topic) > 0) {
        recreate(kafka, topic);
      }
    }
  }

  /** How many messages were ever written to a topic. */
  public static long ends(KafkaClients kafka, Topic topic) throws Exception {
    Map<TopicPartition, OffsetSpec> wanted =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.topicName(), number))
            .collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest()));
    try (Admin admin = kafka.admin("ends")) {
      return admin.listOffsets(wanted).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }
}
