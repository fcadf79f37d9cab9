package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import dev.tributary.identity.kafka.PublishedProfiles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The channel as the service has it. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class PublishedProfilesTest {
  @Inject KafkaClientService clients;

  @Test
  void itFollowsEachPartitionAndReadsCommittedMessagesOnly() {
    var consumer = clients.getConsumer(PublishedProfiles.CHANNEL);
    assertThat(consumer.getAssignments().await().indefinitely())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, Topic.PROFILES.partitions())
                .mapToObj(part -> new TopicPartition(Topic.PROFILES.topicName(), part))
                .toList());
    assertThat(consumer.configuration().get("isolation.level")).isEqualTo("read_committed");
  }
}
