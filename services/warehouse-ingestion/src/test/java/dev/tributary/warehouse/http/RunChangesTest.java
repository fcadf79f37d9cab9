package dev.tributary.warehouse.http;

import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.warehouse.WarehouseEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The changes of runs, as the service publishes them. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class RunChangesTest {
  @Test
  void theChangesOfARunAreReportedToPages() throws Exception {
    Shop shop = Shop.open();
    shop.table("c.duckdb", "create table customers as select 1 as id, 'a' as email, 1 as score");
    shop.warehouse("files", Map.of("kind", "files", "path", "c.duckdb"));
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.CHANGES.partitions())
            .mapToObj(part -> new TopicPartition(Topic.CHANGES.topicName(), part))
            .toList();
    KafkaClients kafka = new KafkaClients(System.getProperty(WarehouseEnvironment.KAFKA));
    try (KafkaConsumer<byte[], byte[]> reader = kafka.reader("test-changes")) {
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      String run = shop.run(shop.people("customers", "files", "customers"));
      await()
          .atMost(Shop.PATIENCE)
          .until(() ->
              StreamSupport.stream(reader.poll(Duration.ofSeconds(1)).spliterator(), false)
                  .map(message -> Json.read(message.value(), PublishedChanges.class))
                  .flatMap(message ->
                      message.workspaces().getOrDefault(shop.workspace(), List.of()).stream())
                  .anyMatch(new ChangedObjects(ChangeSubject.RUNS, List.of(run))::equals));
    }
  }
}
