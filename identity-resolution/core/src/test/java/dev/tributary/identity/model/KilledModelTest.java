package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.kafka.TopicLog;
import dev.tributary.identity.resolution.GeneratedEvents.Event;
import dev.tributary.identity.resolution.GeneratedEvents.Step;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.lane.Lane;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two processes share the partitions of a real broker, and are killed again and again in the middle
 * of generated histories: before a commit, after it and before anything is published, while that is
 * being published, anywhere. Where everything joins, the people are those of a naive reference;
 * under tables of every kind, each decision is, in the order in which they were made. Under limits,
 * what must hold in any order does. Each event is told once, though some stand on the log twice.
 * The gating lane has the tables of every kind only. {@code -Dtributary.seed=…} feeds a seed back
 * in, {@code -Dtributary.killed=…} runs more histories.
 */
@Tag("soak-kills")
class KilledModelTest {
  private static final Duration BOUND = Duration.ofMinutes(15);

  /** A new group begins behind what earlier tests have left on the topics. */
  private static final String BEGIN =
      """
      insert into stream_position (consumer, topic, part, next_offset, epoch)
      values (?, ?, ?, ?, 1)\
      """;

  private static final int HISTORIES = Lane.size("tributary.killed", 1, 8);
  private static final int KILLS = Lane.size("tributary.kills", 2, 6);
  private static final int EVENTS = 300;
  private static final List<Topic> TOPICS = List.of(Topic.EVENTS, Topic.ROWS);
  private static final int ROW_STREAM = 3;
  private static final int RULED = Lane.size("tributary.ruled", 6, 120);
  private static final int RULED_EVENTS = 30;

  private final String bootstrapServers = TestInfrastructure.kafka().bootstrapServers();
  private final KafkaClients kafka = new KafkaClients(bootstrapServers);
  private final String consumer = "identity-killed-" + System.nanoTime();
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private Identity identity;

  @BeforeEach
  void prepare() throws Exception {
    try (Admin admin = kafka.admin("test-topics")) {
      new Topics(admin, (short) 1, -1).ensure();
      identity = Identity.migrated();
      beginAtTheEnd(admin);
    }
  }

  private void beginAtTheEnd(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (Topic topic : TOPICS) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        latest.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
      }
    }
    var found = admin.listOffsets(latest).all().get();
    try (AgroalDataSource pool = identity.pool();
        Connection connection = pool.getConnection();
        PreparedStatement begin = connection.prepareStatement(BEGIN)) {
      for (var each : found.entrySet()) {
        begin.setString(1, consumer);
        begin.setString(2, each.getKey().topic());
        begin.setInt(3, each.getKey().partition());
        begin.setLong(4, each.getValue().offset());
        begin.addBatch();
      }
      begin.executeBatch();
    }
  }

  @Test
  @Tag("soak")
  void peopleAreThoseOfTheReferenceWhateverIsKilled() throws Exception {
    live(Tables.open(), IdentityModelTest::check);
  }

  @Test
  @Tag("soak")
  void limitsHoldWhateverIsKilled() throws Exception {
    live(LimitsHold.TABLE, LimitsHold::check);
  }

  @Test
  void everyDecisionIsThatOfTheReferenceWhateverIsKilled() throws Exception {
    RuledHistory.number(identity);
    Random random = Lane.seeds();
    Long given = Long.getLong("tributary.seed");
    List<RuledHistory> histories = new ArrayList<>();
    for (int i = 0; i < (given == null ? RULED : 1); i++) {
      histories.add(
          new RuledHistory(
              given == null ? random.nextLong() : given, RULED_EVENTS, Topic.EVENTS.partitions()));
    }
    RuledHistory.prepare(identity, histories);
    try (InstanceProcess one = instance("one");
        InstanceProcess two = instance("two");
        KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 60_000)) {
      one.start();
      two.start();
      live(mixed(histories, random), random, List.of(one, two), producer);
    }
    int decided = 0;
    for (RuledHistory history : histories) {
      decided += history.check(identity).size();
    }
    System.out.println("Killed model test: " + decided + " decisions");
  }

  /** What is sent to each partition, all histories' at once; nobody says anything by hand. */
  private List<List<Sending>> mixed(List<RuledHistory> histories, Random random)
      throws SQLException {
    List<List<Sending>> partitions = new ArrayList<>();
    for (int partition = 0; partition < Topic.EVENTS.partitions(); partition++) {
      List<Sending> sendings = new ArrayList<>();
      for (RuledHistory history : histories) {
        for (Step step : history.partition(partition)) {
          if (step instanceof Event) {
            sendings.add(
                new Sending(history.input(identity, step, partition).orElseThrow(), partition));
          }
        }
      }
      Collections.shuffle(sendings, random);
      partitions.add(WrittenTwice.some(sendings, random));
    }
    return partitions;
  }

  /** Looks at what has become of a history. */
  private interface Check {
    /** Returns how many people there are. */
    int people(Identity identity, WorkspaceId workspace, History history, String seed)
        throws Exception;
  }

  private void live(IdentityRules rules, Check check) throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    try (InstanceProcess one = instance("one");
        InstanceProcess two = instance("two");
        KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 60_000);
        TopicLog profiles = new TopicLog(kafka, Topic.PROFILES)) {
      one.start();
      two.start();
      for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
        long seed = given == null ? seeds.nextLong() : given;
        Inputs inputs =
            new Inputs(new WorkspaceId("wsp_" + Long.toHexString(seed) + "_" + System.nanoTime()));
        IdentityModelTest.policies(identity, inputs.workspace());
        identity.rules(inputs.workspace(), 1, rules);
        History history = new History(seed, inputs, EVENTS);
        Random random = new Random(seed);
        live(sendings(history.shuffled(seed + 1), random), random, List.of(one, two), producer);
        hear(profiles, inputs.workspace());
        int people = check.people(identity, inputs.workspace(), history, "seed " + seed);
        System.out.println("Killed model test: seed " + seed + ", " + people + " people");
      }
    }
  }

  private InstanceProcess instance(String name) {
    long seed = Lane.seed() + name.hashCode();
    return new InstanceProcess(name, bootstrapServers, consumer, identity.database(), seed);
  }

  /** Something on its way to a partition. */
  private record Sending(Input input, int partition) {}

  private static List<List<Sending>> sendings(List<List<Input>> streams, Random random) {
    List<List<Sending>> all = new ArrayList<>();
    for (int stream = 0; stream < streams.size(); stream++) {
      List<Sending> sendings = new ArrayList<>();
      for (Input input : streams.get(stream)) {
        // A row's changes stay in their order.
        int partition = stream == ROW_STREAM ? 0 : random.nextInt(Topic.EVENTS.partitions());
        sendings.add(new Sending(input, partition));
      }
      all.add(WrittenTwice.some(sendings, random));
    }
    return all;
  }

  private void live(
      List<List<Sending>> streams,
      Random random,
      List<InstanceProcess> instances,
      KafkaProducer<byte[], byte[]> producer)
      throws Exception {
    for (int kill = 0; kill <= KILLS; kill++) {
      for (List<Sending> stream : streams) {
        part(stream, kill).forEach(sending -> send(producer, sending));
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

  private void send(KafkaProducer<byte[], byte[]> producer, Sending sending) {
    Input input = sending.input();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            input.partition().topic(), sending.partition(), input.key(), input.value());
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

  private void hear(TopicLog profiles, WorkspaceId workspace) {
    List<Message> messages = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : profiles.readOn()) {
      Map<String, byte[]> headers = new HashMap<>();
      record.headers().forEach(header -> headers.put(header.key(), header.value()));
      if (workspace.value().equals(MessageHeaders.text(headers, MessageHeaders.WORKSPACE))) {
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
