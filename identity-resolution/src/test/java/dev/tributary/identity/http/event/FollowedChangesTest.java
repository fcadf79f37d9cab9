package dev.tributary.identity.http.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.identity.http.RealParts;
import dev.tributary.runtime.change.ChangesChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The channel that wakes the live feed, as the service has it. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FollowedChangesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Inject KafkaClientService clients;

  @Test
  void itFollowsEachPartitionAndReadsCommittedMessagesOnly() throws Exception {
    var consumer = clients.getConsumer(ChangesChannel.CHANNEL);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(consumer.getAssignments().await().atMost(BOUND))
                .containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, Topic.CHANGES.partitions())
                        .mapToObj(part -> new TopicPartition(Topic.CHANGES.topicName(), part))
                        .toList()));
    assertThat(consumer.configuration().get("isolation.level")).isEqualTo("read_committed");
    try (KafkaProducer<byte[], byte[]> producer = RealParts.kafka().producer("test", 30_000)) {
      RecordMetadata sent =
          producer.send(new ProducerRecord<>(Topic.CHANGES.topicName(), 0, null, null)).get();
      await()
          .atMost(BOUND)
          .until(
              () -> position(consumer.getPositions().await().atMost(BOUND), sent) > sent.offset());
    }
  }

  private static long position(Map<TopicPartition, Long> positions, RecordMetadata sent) {
    return positions.getOrDefault(new TopicPartition(sent.topic(), sent.partition()), 0L);
  }
}
