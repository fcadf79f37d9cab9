package dev.tributary.control.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.control.TestWorkspace;
import dev.tributary.control.alert.fact.FactsInbox;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The channel as the control plane has it, over the real Kafka. */
@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class FactsChannelTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_facts");
  private static final Facts HELD =
      new Facts(List.of(new Fact.HeldRun(new RunId("run_1"), new ModelId("mdl_1"), "Orders")));

  @Inject KafkaClientService clients;
  @Inject FactsInbox inbox;

  @Test
  void itFollowsEachPartitionAndReadsCommittedMessages() {
    var consumer = clients.getConsumer(FactsChannel.CHANNEL);
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            assertThat(consumer.getAssignments().await().atMost(TestWorkspace.BOUND))
                .containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, Topic.FACTS.partitions())
                        .mapToObj(part -> new TopicPartition(Topic.FACTS.topicName(), part))
                        .toList()));
    assertThat(consumer.configuration().get("isolation.level")).isEqualTo("read_committed");
  }

  @Test
  void publishedFactsArriveAlsoAfterAMessageThatCannotBeRead() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaClients(System.getProperty(ControlEnvironment.KAFKA)).producer("test", 30_000)) {
      for (int part = 0; part < Topic.FACTS.partitions(); part++) {
        String topic = Topic.FACTS.topicName();
        producer.send(unreadable(part, PublishedFacts.TYPE)).get();
        producer.send(unreadable(part, "dev.tributary.facts.v9")).get();
        producer.send(new ProducerRecord<>(topic, part, null, null)).get();
      }
      // The service checks every two seconds, and takes most messages away from the test.
      await()
          .atMost(TestWorkspace.BOUND)
          .pollInterval(Duration.ofMillis(300))
          .until(() -> {
            Optional<Facts> facts = inbox.take(Instant.now()).facts(Service.WAREHOUSE, SHOP, null);
            publish(producer);
            return facts.equals(Optional.of(HELD));
          });
    }
  }

  private static ProducerRecord<byte[], byte[]> unreadable(int part, String type) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(Topic.FACTS.topicName(), part, null, new byte[] {'{'});
    message.headers().add(MessageHeaders.TYPE, type.getBytes(StandardCharsets.UTF_8));
    return message;
  }

  private static void publish(KafkaProducer<byte[], byte[]> producer)
      throws ExecutionException, InterruptedException {
    PublishedFacts message =
        new PublishedFacts(
            Service.WAREHOUSE.component(), Instant.now(), Map.of(SHOP, HELD), Map.of());
    producer.send(Topics.toRecord(message.toMessage("msg_1"))).get();
  }
}
