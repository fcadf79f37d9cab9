package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two processes share the partitions of a real broker, and are killed again and again in the middle
 * of generated histories: before a commit, after it and before anything is published, while that is
 * being published, anywhere. Where everything joins, the people are those of a naive reference;
 * under limits, which depend on an order that nobody knows afterwards, what must hold in any order
 * does. Each event is told once. {@code -Dtributary.seed=…} feeds a seed back in, {@code
 * -Dtributary.killed=…} runs more histories.
 */
class KilledModelTest {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final int HISTORIES = Integer.getInteger("tributary.killed", 2);
  private static final int KILLS = 4;
  private static final int EVENTS = 300;
  private static final int ROW_STREAM = 3;

  private final String bootstrapServers = TestInfrastructure.kafka().bootstrapServers();
  private final KafkaClients kafka = new KafkaClients(bootstrapServers);
  private final String consumer = "identity-killed-" + System.nanoTime();
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private Identity identity;

  @BeforeEach
  void prepare() throws Exception {
    try (Admin admin = kafka.admin("test-topics")) {
      new Topics(admin, (short) 1, -1).ensure();
    }
    identity = Identity.migrated();
  }

  @Test
  void peopleAreThoseOfTheReferenceWhateverIsKilled() throws Exception {
    live(Tables.open(), IdentityModelTest::check);
  }

  @Test
  void limitsHoldWhateverIsKilled() throws Exception {
    live(LimitsHold.TABLE, LimitsHold::check);
  }

  /** Looks at what has become of a history. */
  private interface Check {
    /** Returns how many people there are. */
    int people(Identity identity, String workspace, History history, String seed) throws Exception;
  }

  private void live(IdentityRules rules, Check check) throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = new Random();
    try (InstanceProcess one = instance("one");
        InstanceProcess two = instance("two");
        KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 60_000);
        TopicLog profiles = new TopicLog(kafka, Topic.PROFILES)) {
      one.start();
      two.start();
      for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
        long seed = given == null ? seeds.nextLong() : given;
        Inputs inputs = new Inputs("wsp_" + Long.toHexString(seed) + "_" + System.nanoTime());
        IdentityModelTest.policies(identity, inputs.workspace());
        identity.rules(inputs.workspace(), 1, rules);
        History history = new History(seed, inputs, EVENTS);
        live(history, seed, List.of(one, two), producer);
        hear(profiles, inputs.workspace());
        int people = check.people(identity, inputs.workspace(), history, "seed " + seed);
        System.out.println("Killed model test: seed " + seed + ", " + people + " people");
      }
    }
  }

  private InstanceProcess instance(String name) {
    return new InstanceProcess(name, bootstrapServers, consumer, identity.database());
  }

  private void live(
      History history,
      long seed,
      List<InstanceProcess> instances,
      KafkaProducer<byte[], byte[]> producer)
      throws Exception {
    Random random = new Random(seed);
    List<List<Input>> streams = history.shuffled(seed + 1);
    for (int kill = 0; kill <= KILLS; kill++) {
      for (int stream = 0; stream < streams.size(); stream++) {
        for (Input input : part(streams.get(stream), kill)) {
          // A row's changes stay in their order.
          int partition = stream == ROW_STREAM ? 0 : random.nextInt(Topic.EVENTS.partitions());
          send(producer, input, partition);
        }
      }
      if (kill < KILLS) {
        kill(instances.get(random.nextInt(instances.size())), random);
      }
    }
    producer.flush();
    await().atMost(BOUND).until(this::everythingIsPublished);
  }

  private static <T> List<T> part(List<T> all, int number) {
    return all.subList(all.size() * number / (KILLS + 1), all.size() * (number + 1) / (KILLS + 1));
  }

  private void send(KafkaProducer<byte[], byte[]> producer, Input input, int partition) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(input.partition().topic(), partition, input.key(), input.value());
    input.headers().forEach(record.headers()::add);
    var _ =
        producer.send(
            record,
            (sent, refusal) -> {
              if (refusal == null) {
                ends.merge(
                    new TopicPartition(sent.topic(), sent.partition()),
                    sent.offset() + 1,
                    Math::max);
              }
            });
  }

  private static void kill(InstanceProcess victim, Random random) throws Exception {
    switch (random.nextInt(4)) {
      case 0 -> victim.awaitBoundary(Boundaries.BEFORE_COMMIT);
      case 1 -> victim.awaitBoundary(Boundaries.COMMITTED);
      case 2 -> {
        victim.awaitBoundary(Boundaries.COMMITTED);
        pass(Boundaries.STAY_MILLIS + random.nextInt(20));
      }
      default -> pass(random.nextInt(1_000));
    }
    victim.kill();
    victim.start();
  }

  /** The group's offsets say up to where everything is published. */
  private boolean everythingIsPublished() throws Exception {
    try (Admin admin = kafka.admin("test-offsets")) {
      var published =
          admin.listConsumerGroupOffsets(consumer).partitionsToOffsetAndMetadata().get();
      return ends.entrySet().stream()
          .allMatch(end -> {
            OffsetAndMetadata upTo = published.get(end.getKey());
            return upTo != null && upTo.offset() >= end.getValue();
          });
    }
  }

  private void hear(TopicLog profiles, String workspace) {
    List<Message> messages = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : profiles.readOn()) {
      Map<String, byte[]> headers = new HashMap<>();
      record.headers().forEach(header -> headers.put(header.key(), header.value()));
      if (workspace.equals(MessageHeaders.text(headers, MessageHeaders.WORKSPACE))) {
        messages.add(
            new Message(Topic.PROFILES, record.partition(), record.key(), record.value(), headers));
      }
    }
    identity.hear(messages);
  }

  /** The disturbance's own moment, not a wait for something to become true. */
  private static void pass(long millis) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
  }
}
