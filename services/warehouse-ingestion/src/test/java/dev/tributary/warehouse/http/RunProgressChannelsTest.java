package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.Changed;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.warehouse.WarehouseEnvironment;
import dev.tributary.warehouse.kafka.progress.PublishedRunChanges;
import dev.tributary.warehouse.kafka.progress.RunChangesTopic;
import dev.tributary.warehouse.run.FollowedRuns;
import dev.tributary.warehouse.run.RunChanges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The channels as the service has them. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class RunProgressChannelsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_progress");

  @Inject KafkaClientService clients;
  @Inject RunChanges changes;
  @Inject FollowedRuns followed;

  @Test
  void theyFollowEachPartitionAndAreNoWeakerThanOtherClients() {
    var consumer = clients.getConsumer(PublishedRunChanges.CHANNEL);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() ->
            assertThat(consumer.getAssignments().await().atMost(Shop.PATIENCE))
                .containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, Topic.RUN_PROGRESS.partitions())
                        .mapToObj(part -> new TopicPartition(Topic.RUN_PROGRESS.topicName(), part))
                        .toList()));
    assertThat(consumer.configuration().get("isolation.level")).isEqualTo("read_committed");
    assertThat(clients.getProducer(RunChangesTopic.CHANNEL).configuration().get("acks"))
        .isEqualTo("all");
  }

  @Test
  void aChangeWakesTheReadersOfTheRun() throws Exception {
    try (FollowedRuns.Follower follower = followed.follow(SHOP, "run_1")) {
      assertThat(follower.awaitChange(Duration.ZERO)).isTrue();
      awaitChange(follower);
    }
  }

  @Test
  void aMessageThatCannotBeReadStopsNothing() throws Exception {
    try (FollowedRuns.Follower follower = followed.follow(SHOP, "run_2");
        KafkaProducer<byte[], byte[]> producer = kafka().producer("test", 30_000)) {
      assertThat(follower.awaitChange(Duration.ZERO)).isTrue();
      for (int part = 0; part < Topic.RUN_PROGRESS.partitions(); part++) {
        String topic = Topic.RUN_PROGRESS.topicName();
        producer.send(new ProducerRecord<>(topic, part, null, new byte[] {'{'})).get();
        producer.send(new ProducerRecord<>(topic, part, null, null)).get();
      }
      awaitChange(follower);
    }
  }

  @Test
  void aChangeIsReportedToPages() {
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.CHANGES.partitions())
            .mapToObj(part -> new TopicPartition(Topic.CHANGES.topicName(), part))
            .toList();
    try (KafkaConsumer<byte[], byte[]> reader = kafka().reader("test-changes")) {
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      await()
          .atMost(Shop.PATIENCE)
          .until(() -> {
            changes.changed(SHOP, "run_of_pages");
            return StreamSupport.stream(reader.poll(Duration.ofSeconds(1)).spliterator(), false)
                .map(message -> Json.read(message.value(), PublishedChanges.class))
                .flatMap(message -> message.workspaces().getOrDefault(SHOP, List.of()).stream())
                .anyMatch(new Changed(ChangeSubject.RUNS, List.of("run_of_pages"))::equals);
          });
    }
  }

  private static KafkaClients kafka() {
    return new KafkaClients(System.getProperty(WarehouseEnvironment.KAFKA));
  }

  /** The channel begins at the end of the topic, so an early message is lost. */
  private void awaitChange(FollowedRuns.Follower follower) {
    await()
        .atMost(Shop.PATIENCE)
        .until(() -> {
          changes.changed(SHOP, "run_1");
          changes.changed(SHOP, "run_2");
          return follower.awaitChange(Duration.ofSeconds(1));
        });
  }
}
