package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.runtime.fact.FactsPublisher;
import dev.tributary.runtime.fact.FactsTopic;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The channel of facts as a service has it. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class FactsChannelTest {
  @Inject KafkaClientService clients;
  @Inject FactsPublisher publisher;

  @Test
  void itIsNoWeakerThanOtherProducers() {
    var settings = clients.getProducer(FactsTopic.CHANNEL).configuration();
    assertThat(settings.get("acks")).isEqualTo("all");
    assertThat(settings.get("enable.idempotence")).hasToString("true");
    assertThat(settings.get("max.request.size"))
        .hasToString(Integer.toString(Topic.MAX_MESSAGE_BYTES));
  }

  @Test
  void anInstanceThatIsAskedPublishesFactsAndThenDigests() throws Exception {
    Shop shop = Shop.open();
    List<PublishedFacts> published = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaClients(System.getProperty(WarehouseEnvironment.KAFKA)).reader("facts-test")) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.FACTS.partitions())
              .mapToObj(part -> new TopicPartition(Topic.FACTS.topicName(), part))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      await()
          .atMost(Shop.PATIENCE)
          .until(() -> {
            publisher.asked();
            reader
                .poll(Duration.ofMillis(500))
                .forEach(each -> published.add(Json.read(each.value(), PublishedFacts.class)));
            return published.stream()
                .anyMatch(each -> each.unchanged().containsKey(shop.workspace()));
          });
    }
    Facts none = new Facts(List.of());
    assertThat(published)
        .allSatisfy(each -> assertThat(each.service()).isEqualTo("warehouse-ingestion"))
        .anySatisfy(each -> assertThat(each.changed()).containsEntry(shop.workspace(), none))
        .anySatisfy(
            each -> assertThat(each.unchanged()).containsEntry(shop.workspace(), none.digest()));
  }
}
