package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionLossTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final TopicPartition PARTITION = new TopicPartition(Topic.EVENTS.topicName(), 0);

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockingEffects effects = new BlockingEffects();
  private TestDatabase database;

  @BeforeEach
  void prepare() throws Exception {
    TestTopics.empty(Topic.EVENTS);
    database = TestDatabase.migrated("loop");
  }

  @AfterEach
  void close() {
    effects.goesOn.countDown();
    database.close();
  }

  @Test
  void recordsDeletedWhileTheLoopRunsAreReportedOnce() throws Exception {
    produce(1);
    try (ExactlyOnceLoop loop = loop()) {
      loop.start();
      assertThat(effects.begun.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
      // The fetch that the last poll sent has to end before it can return the next records.
      TimeUnit.SECONDS.sleep(2);
      produce(9);
      delete(7);
      effects.goesOn.countDown();
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(4));
      produce(5);
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(9));
    }
    assertThat(effects.applied)
        .containsExactlyElementsOf(LongStream.of(0, 7, 8, 9, 10, 11, 12, 13, 14).boxed().toList());
    assertThat(lost()).isEqualTo(6);
  }

  @Test
  void recordsDeletedWhileTheLoopStoodAreReported() throws Exception {
    effects.goesOn.countDown();
    produce(3);
    try (ExactlyOnceLoop loop = loop()) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(3));
    }
    produce(6);
    delete(8);
    try (ExactlyOnceLoop loop = loop()) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(4));
    }
    assertThat(lost()).isEqualTo(5);
  }

  @Test
  void theEndOfATransactionIsNoLoss() {
    RetentionLoss retention = new RetentionLoss("retained", new LoopMetrics(registry, "retained"));
    retention.compare(PARTITION, 100, 101);
    assertThat(lost()).isZero();
    retention.compare(PARTITION, 100, 110);
    retention.compare(PARTITION, 100, 110);
    assertThat(lost()).as("reported once").isEqualTo(10);
    retention.compare(PARTITION, 100, 115);
    assertThat(lost()).isEqualTo(15);
  }

  @Test
  void aLoopThatStartsForTheFirstTimeHasLostNothing() {
    RetentionLoss retention = new RetentionLoss("retained", new LoopMetrics(registry, "retained"));
    retention.compare(PARTITION, 0, 5_000);
    assertThat(lost()).isZero();
  }

  private double lost() {
    return registry.counter("tributary.loop.lost.records", "consumer", "retained").count();
  }

  private ExactlyOnceLoop loop() {
    return new ExactlyOnceLoop(
        LoopSettings.of(
            "retained", "only", List.of(Topic.EVENTS), Topic.EVENTS, Duration.ofMillis(20)),
        kafka,
        database.worker(),
        effects,
        new LoopMetrics(registry, "retained"));
  }

  private void produce(int count) throws Exception {
    byte[] value = "value".getBytes(StandardCharsets.UTF_8);
    MessageHeaders headers =
        new MessageHeaders("i", "input", new WorkspaceId("wsp_test"), "i", Instant.EPOCH, null);
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("retained", 60_000)) {
      for (int i = 0; i < count; i++) {
        ProducerRecord<byte[], byte[]> record =
            Topics.toRecord(Message.of(Topic.EVENTS, "key", value, headers));
        producer
            .send(
                new ProducerRecord<>(
                    record.topic(),
                    PARTITION.partition(),
                    record.key(),
                    record.value(),
                    record.headers()))
            .get();
      }
    }
  }

  private void delete(long before) throws Exception {
    try (Admin admin = kafka.admin("retention")) {
      admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(before))).all().get();
    }
  }

  /** Waits in the first poll. */
  private static final class BlockingEffects implements Effects {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goesOn = new CountDownLatch(1);
    final Queue<Long> applied = new ConcurrentLinkedQueue<>();

    @Override
    public List<Output> apply(Connection tx, Poll poll) throws InterruptedException {
      begun.countDown();
      goesOn.await();
      poll.inputs().forEach(input -> applied.add(input.offset()));
      return List.of();
    }

    @Override
    public List<Output> quarantine(Connection tx, Input input, Exception failure) {
      throw new AssertionError("Nothing is to be quarantined", failure);
    }
  }
}
