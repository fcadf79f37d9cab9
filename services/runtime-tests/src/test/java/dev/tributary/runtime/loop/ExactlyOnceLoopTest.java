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
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExactlyOnceLoopTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int KEYS = 50;

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private TestDatabase database;

  /** Each test reads and writes topics that no other test of this class uses. */
  @BeforeAll
  static void emptyTheTopics() throws Exception {
    TestTopics.empty(
        Topic.COMMANDS,
        Topic.MEMBERSHIPS,
        Topic.ROWS,
        Topic.DELIVERIES,
        Topic.SYNCS,
        Topic.QUARANTINE,
        Topic.SOURCES,
        Topic.MODELS,
        Topic.AUDIENCES,
        Topic.DESTINATIONS);
  }

  @BeforeEach
  void prepare() throws Exception {
    database = TestDatabase.migrated("loop");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatGoesInIsInTheDatabaseAndComesOutOnce() throws Exception {
    int inputs = 2_000;
    produce(Topic.COMMANDS, inputs, "value");
    AtomicInteger passedOn = new AtomicInteger();
    try (ExactlyOnceLoop loop = loop("smoke", Topic.COMMANDS, Topic.MEMBERSHIPS)) {
      loop.afterPublishing(messages -> passedOn.addAndGet(messages.size()));
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(applied()).isEqualTo(inputs));
      produce(Topic.COMMANDS, inputs, "value");
      await().atMost(BOUND).untilAsserted(() -> assertThat(applied()).isEqualTo(2 * inputs));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(read(Topic.MEMBERSHIPS)).hasSize(2 * inputs));
      await().atMost(BOUND).untilAsserted(() -> assertThat(passedOn).hasValue(2 * inputs));
    }
    List<ConsumerRecord<byte[], byte[]>> outputs = read(Topic.MEMBERSHIPS);
    Set<String> distinct = new HashSet<>();
    outputs.forEach(record ->
        distinct.add(
            CountingEffects.text(record.key()) + "@" + CountingEffects.text(record.value())));
    assertThat(distinct).hasSize(2 * inputs);
  }

  @Test
  void onePoisonousInputIsQuarantinedAndTheOthersGoOn() throws Exception {
    int inputs = 500;
    produce(Topic.ROWS, inputs, "value");
    produce(Topic.ROWS, 1, CountingEffects.POISON);
    produce(Topic.ROWS, inputs, "value");
    try (ExactlyOnceLoop loop = loop("poison", Topic.ROWS, Topic.DELIVERIES)) {
      loop.start();
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(read(Topic.DELIVERIES)).hasSize(2 * inputs + 1));
      assertThat(applied()).isEqualTo(2 * inputs);
      assertThat(loop.failing()).isFalse();
    }
    assertThat(read(Topic.DELIVERIES))
        .filteredOn(record -> type(record).equals("set-aside"))
        .singleElement()
        .satisfies(record ->
            assertThat(CountingEffects.text(record.value()))
                .isEqualTo("This input cannot be read"));
  }

  @Test
  void whatHadNothingToPublishIsConfirmedThoughNothingFollowsIt() throws Exception {
    int inputs = 20;
    produce(Topic.SYNCS, inputs, "value");
    try (ExactlyOnceLoop loop = silentLoop()) {
      loop.start();
      await().atMost(BOUND).until(() -> confirmed() == inputs);
    }
    // As if the process had died between the transaction and its confirmation.
    Map<TopicPartition, OffsetAndMetadata> nothing = new HashMap<>();
    for (int number = 0; number < Topic.SYNCS.partitions(); number++) {
      nothing.put(new TopicPartition(Topic.SYNCS.topicName(), number), new OffsetAndMetadata(0));
    }
    try (Admin admin = kafka.admin("forget")) {
      admin.alterConsumerGroupOffsets("silent", nothing).all().get();
    }
    assertThat(confirmed()).isZero();
    try (ExactlyOnceLoop loop = silentLoop()) {
      loop.start();
      await().atMost(BOUND).until(() -> confirmed() == inputs);
    }
  }

  @Test
  void aBacklogOfOnePartitionDoesNotHoldUpTheOthers() throws Exception {
    int backlog = 30_000;
    Topic topic = Topic.QUARANTINE;
    byte[] value = "value".getBytes(StandardCharsets.UTF_8);
    MessageHeaders headers =
        new MessageHeaders("i", "input", new WorkspaceId("wsp_test"), "i", Instant.EPOCH, null);
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("backlog", 60_000)) {
      for (int i = 0; i < backlog; i++) {
        producer.send(Topics.toRecord(Message.of(topic, "busy", value, headers)));
      }
      for (int key = 0; key < 20; key++) {
        producer.send(Topics.toRecord(Message.of(topic, "other" + key, value, headers)));
      }
    }
    Map<Integer, Integer> handledBefore = new ConcurrentHashMap<>();
    AtomicInteger busy = new AtomicInteger();
    AtomicInteger all = new AtomicInteger();
    Effects watching =
        new Effects() {
          @Override
          public List<Output> apply(Connection tx, Poll poll) {
            for (Input input : poll.inputs()) {
              if (CountingEffects.text(input.key()).equals("busy")) {
                busy.set(input.partition().partition());
              }
              handledBefore.put(input.partition().partition(), all.getAndIncrement());
            }
            return List.of();
          }

          @Override
          public List<Output> quarantine(Connection tx, Input input, Exception failure) {
            throw new AssertionError("Nothing is to be set aside", failure);
          }
        };
    try (ExactlyOnceLoop loop =
        new ExactlyOnceLoop(
            LoopSettings.of("turns", "only", List.of(topic), topic, Duration.ofMillis(20)),
            kafka,
            database.worker(),
            watching,
            new LoopMetrics(new SimpleMeterRegistry(), "turns"))) {
      loop.start();
      await().atMost(BOUND).until(() -> all.get() >= backlog + 20);
    }
    handledBefore.remove(busy.get());
    assertThat(handledBefore).hasSizeGreaterThan(1);
    assertThat(handledBefore.values())
        .as("inputs before the last of each other partition")
        .allMatch(before -> before < backlog / 2);
  }

  private ExactlyOnceLoop silentLoop() {
    return new ExactlyOnceLoop(
        LoopSettings.of("silent", "only", List.of(Topic.SYNCS), Topic.SYNCS, Duration.ofMillis(20)),
        kafka,
        database.worker(),
        effects(tx -> {}),
        new LoopMetrics(new SimpleMeterRegistry(), "silent"));
  }

  private long confirmed() throws Exception {
    try (Admin admin = kafka.admin("look")) {
      return admin
          .listConsumerGroupOffsets("silent")
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  /** Otherwise, a loop behind another one would need more transactions than that one. */
  @Test
  void whatAnotherLoopPublishesInOneTransactionIsAppliedInOne() throws Exception {
    int transactions = 20;
    int records = 3 * Topic.AUDIENCES.partitions();
    AtomicInteger applied = new AtomicInteger();
    AtomicInteger rounds = new AtomicInteger();
    Effects counting =
        new Effects() {
          @Override
          public List<Output> apply(Connection tx, Poll poll) {
            rounds.incrementAndGet();
            applied.addAndGet(poll.inputs().size());
            return List.of();
          }

          @Override
          public List<Output> quarantine(Connection tx, Input input, Exception failure) {
            throw new AssertionError("Nothing is to be set aside", failure);
          }
        };
    try (KafkaProducer<byte[], byte[]> upstream = kafka.transactionalProducer("upstream");
        ExactlyOnceLoop loop =
            new ExactlyOnceLoop(
                LoopSettings.downstream(
                    "downstream",
                    "only",
                    List.of(Topic.AUDIENCES),
                    Topic.AUDIENCES,
                    Duration.ofMillis(20)),
                kafka,
                database.worker(),
                counting,
                new LoopMetrics(new SimpleMeterRegistry(), "downstream"))) {
      upstream.initTransactions();
      loop.start();
      for (int transaction = 1; transaction <= transactions; transaction++) {
        upstream.beginTransaction();
        for (int i = 0; i < records; i++) {
          MessageHeaders headers =
              new MessageHeaders(
                  "i" + i, "input", new WorkspaceId("wsp_test"), "i" + i, Instant.EPOCH, null);
          upstream.send(
              Topics.toRecord(Message.of(Topic.AUDIENCES, "key" + i, new byte[0], headers)));
        }
        upstream.commitTransaction();
        int expected = transaction * records;
        await().atMost(BOUND).until(() -> applied.get() == expected);
      }
    }
    assertThat(rounds).hasValue(transactions);
  }

  @Test
  void aLoopThatKeepsItsRoundsApartEndsAtOnce() throws Exception {
    produce(Topic.DESTINATIONS, 1, "value");
    AtomicInteger rounds = new AtomicInteger();
    try (ExactlyOnceLoop loop =
        new ExactlyOnceLoop(
            LoopSettings.downstream(
                "apart",
                "only",
                List.of(Topic.DESTINATIONS),
                Topic.DESTINATIONS,
                Duration.ofHours(2)),
            kafka,
            database.worker(),
            effects(tx -> rounds.incrementAndGet()),
            new LoopMetrics(new SimpleMeterRegistry(), "apart"))) {
      loop.start();
      await().atMost(BOUND).until(() -> rounds.get() == 1);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("loop-apart");
  }

  @Test
  void aPollThatMeetsADeadlockIsRepeated() throws Exception {
    try (Connection other =
            TestInfrastructure.postgres().connectAsSuperuser(database.coordinates().name());
        Statement statement = other.createStatement()) {
      // This one waits first and does not look, so it is the loop that finds the circle.
      statement.execute("set deadlock_timeout = '1h'");
      statement.execute("insert into counter values ('a', 0), ('b', 0)");
      other.setAutoCommit(false);
      statement.execute("update counter set version = version where key = 'b'");
      AtomicInteger applied = new AtomicInteger();
      Effects lockBothInOrder =
          effects(tx -> {
            try (Statement lock = tx.createStatement()) {
              lock.execute("update counter set version = version + 1 where key = 'a'");
              if (applied.incrementAndGet() == 1) {
                await().atMost(BOUND).until(this::someoneWaitsForALock);
              }
              lock.execute("update counter set version = version + 1 where key = 'b'");
            }
          });
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      produce(Topic.SOURCES, 1, "value");
      try (ExactlyOnceLoop loop =
          new ExactlyOnceLoop(
              LoopSettings.of(
                  "deadlock", "only", List.of(Topic.SOURCES), Topic.SOURCES, Duration.ofMillis(20)),
              kafka,
              database.worker(),
              lockBothInOrder,
              new LoopMetrics(registry, "deadlock"))) {
        loop.start();
        await().atMost(BOUND).until(() -> applied.get() == 1);
        statement.execute("update counter set version = version where key = 'a'");
        other.commit();
        await()
            .atMost(BOUND)
            .untilAsserted(
                () -> assertThat(database.number("select min(version) from counter")).isEqualTo(1));
      }
      // The other may come too late to its lock once more, and the circle closes again.
      assertThat(applied).hasValueGreaterThan(1);
      assertThat(registry.counter("tributary.loop.failures", "consumer", "deadlock").count())
          .isZero();
    }
  }

  @Test
  void whatCouldNeverBePublishedIsRefusedBeforeItIsCommitted() throws Exception {
    produce(Topic.MODELS, 1, "value");
    AtomicInteger quarantined = new AtomicInteger();
    Effects tooLarge =
        new Effects() {
          @Override
          public List<Output> apply(Connection tx, Poll poll) {
            Input input = poll.inputs().getFirst();
            return List.of(
                new Output(
                    input.partition(),
                    new Message(
                        Topic.SYNCS,
                        null,
                        input.key(),
                        new byte[Topic.MAX_MESSAGE_BYTES],
                        Map.of())));
          }

          @Override
          public List<Output> quarantine(Connection tx, Input input, Exception failure) {
            quarantined.incrementAndGet();
            return List.of();
          }
        };
    try (ExactlyOnceLoop loop =
        new ExactlyOnceLoop(
            LoopSettings.of(
                "large", "only", List.of(Topic.MODELS), Topic.MODELS, Duration.ofMillis(20)),
            kafka,
            database.worker(),
            tooLarge,
            new LoopMetrics(new SimpleMeterRegistry(), "large"))) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(quarantined).hasValue(1));
      await()
          .atMost(BOUND)
          .until(() -> database.number("select sum(next_offset) from stream_position") == 1);
    }
    assertThat(database.number("select count(*) from outbox_batch")).isZero();
  }

  private boolean someoneWaitsForALock() throws Exception {
    return database.number("select count(*) from pg_locks where not granted") > 0;
  }

  private interface Work {
    void run(Connection tx) throws Exception;
  }

  private static Effects effects(Work work) {
    return new Effects() {
      @Override
      public List<Output> apply(Connection tx, Poll poll) throws Exception {
        work.run(tx);
        return List.of();
      }

      @Override
      public List<Output> quarantine(Connection tx, Input input, Exception failure) {
        throw new AssertionError("Nothing is to be set aside", failure);
      }
    };
  }

  private ExactlyOnceLoop loop(String consumer, Topic input, Topic output) {
    return new ExactlyOnceLoop(
        LoopSettings.of(consumer, "only", List.of(input), input, Duration.ofMillis(20)),
        kafka,
        database.worker(),
        new CountingEffects(output),
        new LoopMetrics(new SimpleMeterRegistry(), consumer));
  }

  private long applied() throws Exception {
    return database.number("select coalesce(sum(version), 0) from counter");
  }

  private void produce(Topic topic, int count, String value) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 60_000)) {
      for (int i = 0; i < count; i++) {
        MessageHeaders headers =
            new MessageHeaders(
                "i" + i, "input", new WorkspaceId("wsp_test"), "i" + i, Instant.EPOCH, null);
        Message message =
            Message.of(topic, "key" + i % KEYS, value.getBytes(StandardCharsets.UTF_8), headers);
        producer.send(Topics.toRecord(message));
      }
    }
  }

  private static String type(ConsumerRecord<byte[], byte[]> record) {
    return CountingEffects.text(record.headers().lastHeader(MessageHeaders.TYPE).value());
  }

  private List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = kafka.reader("test-reader")) {
      List<TopicPartition> partitions =
          IntStream.range(0, topic.partitions())
              .mapToObj(number -> new TopicPartition(topic.topicName(), number))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      var ends = reader.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
        reader.poll(Duration.ofMillis(100)).forEach(found::add);
      }
    }
    return found;
  }
}
