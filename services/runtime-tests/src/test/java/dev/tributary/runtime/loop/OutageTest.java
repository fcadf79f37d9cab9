package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Databases;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.Port;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.settings.LoopSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop goes on by itself when what it needs comes back, and says meanwhile that it fails. */
@Tag("soak")
@Tag("soak-stalls")
class OutageTest {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final int BURST = 300;

  @Test
  void aDatabaseAndABrokerMayGoAndComeBack(@TempDir Path directory) throws Exception {
    int postgresPort = Port.free();
    int kafkaPort = Port.free();
    EmbeddedPostgres postgres = startPostgres(directory, postgresPort);
    EmbeddedKafka broker = startKafka(directory, kafkaPort);
    try (TestDatabase database =
        TestDatabase.migrated(new Databases(postgres.server()).ensure("outage"))) {
      KafkaClients kafka = new KafkaClients(broker.bootstrapServers());
      TestTopics.ensure(kafka);
      try (ExactlyOnceLoop loop = loop(kafka, database)) {
        loop.start();
        produce(kafka);
        await().atMost(BOUND).untilAsserted(() -> assertThat(applied(database)).isEqualTo(BURST));

        postgres.close();
        produce(kafka);
        await().atMost(BOUND).until(loop::failing);
        postgres = startPostgres(directory, postgresPort);
        awaitApplied(loop, database, 2 * BURST);

        broker.close();
        broker = startKafka(directory, kafkaPort);
        produce(kafka);
        awaitApplied(loop, database, 3 * BURST);
        await()
            .atMost(BOUND)
            .untilAsserted(() -> assertThat(published(kafka)).isEqualTo(3 * BURST));
      }
    } finally {
      broker.close();
      postgres.close();
    }
  }

  private static void awaitApplied(ExactlyOnceLoop loop, TestDatabase database, int count) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(applied(database)).isEqualTo(count));
    await().atMost(BOUND).until(() -> !loop.failing());
  }

  private static EmbeddedPostgres startPostgres(Path directory, int port) {
    return EmbeddedPostgres.start(
        Checkout.locate(), directory.resolve("postgres"), port, Durability.DISPOSABLE);
  }

  private static EmbeddedKafka startKafka(Path directory, int port) {
    return EmbeddedKafka.start(Checkout.locate(), directory.resolve("kafka"), port);
  }

  private static ExactlyOnceLoop loop(KafkaClients kafka, TestDatabase database) {
    return new ExactlyOnceLoop(
        LoopSettings.of(
            "outage", "only", List.of(Topic.COMMANDS), Topic.COMMANDS, Duration.ofMillis(20)),
        kafka,
        database.worker(),
        new CountingEffects(Topic.MEMBERSHIPS),
        new LoopMetrics(new SimpleMeterRegistry(), "outage"));
  }

  private static long applied(TestDatabase database) throws Exception {
    return database.number("select coalesce(sum(version), 0) from counter");
  }

  private static void produce(KafkaClients kafka) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        kafka.producer("outage-traffic", (int) BOUND.toMillis())) {
      for (int i = 0; i < BURST; i++) {
        MessageHeaders headers =
            new MessageHeaders(
                "i" + i, "input", new WorkspaceId("wsp_test"), "i" + i, Instant.EPOCH, null);
        byte[] value = "value".getBytes(StandardCharsets.UTF_8);
        Message message = Message.of(Topic.COMMANDS, "key" + i % 50, value, headers);
        sent.add(producer.send(Topics.toRecord(message)));
      }
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  /** Committed messages, counted without transaction markers. */
  private static long published(KafkaClients kafka) throws Exception {
    try (var reader = kafka.reader("outage-reader")) {
      List<TopicPartition> partitions =
          reader.partitionsFor(Topic.MEMBERSHIPS.topicName()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      long count = 0;
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
        count += reader.poll(Duration.ofMillis(100)).count();
      }
      return count;
    }
  }
}
