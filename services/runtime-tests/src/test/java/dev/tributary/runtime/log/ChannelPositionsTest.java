package dev.tributary.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The position of a consumer group with {@code auto.offset.reset=none}, over a real Kafka. */
class ChannelPositionsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Pattern CODE = Pattern.compile("ACCEPT_LOG=([0-9a-f]+) ");
  private static final TopicPartition PARTITION = new TopicPartition(Topic.READS.topicName(), 0);

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private final String group = "positions-" + UUID.randomUUID();
  private final ChannelPositions positions = new ChannelPositions();
  private final List<Long> read = new ArrayList<>();
  private Admin admin;
  private KafkaConsumer<byte[], byte[]> member;

  @BeforeEach
  void prepare() throws Exception {
    TestTopics.empty(Topic.READS);
    admin = kafka.admin("positions");
    member = member();
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("positions", 30_000)) {
      for (int i = 0; i < 5; i++) {
        producer.send(new ProducerRecord<>(PARTITION.topic(), 0, null, new byte[] {1}));
      }
    }
  }

  @AfterEach
  void close() {
    member.close();
    admin.close();
  }

  @Test
  void aGroupWithoutAPositionBeginsAtTheOldestRecord() throws Exception {
    delete(2);
    join();
    awaitRead(2L, 3L, 4L);
    assertThat(positions.problem()).isNull();
  }

  @Test
  void aGroupGoesOnAtItsPosition() throws Exception {
    commit(3);
    join();
    awaitRead(3L, 4L);
    positions.compare(member);
    assertThat(positions.problem()).isNull();
  }

  @Test
  void aPositionThatRetentionHasPassedGoesOnAtTheOldestRecord() throws Exception {
    commit(1);
    delete(3);
    join();
    awaitRead(3L, 4L);
    assertThat(positions.problem()).isNull();
  }

  @Test
  void aPositionBeyondTheEndStopsUntilItIsAccepted() throws Exception {
    commit(9);
    join();
    await().atMost(BOUND).until(() -> polled() && positions.problem() != null);
    String problem = String.valueOf(positions.problem());
    assertThat(problem).contains("reads-0 ends at 5").contains("up to 9");
    positions.accept(Set.of("000000000000"));
    for (int i = 0; i < 5; i++) {
      polled();
    }
    assertThat(read).isEmpty();

    Matcher matcher = CODE.matcher(problem);
    assertThat(matcher.find()).as(problem).isTrue();
    positions.accept(Set.of(matcher.group(1)));
    awaitRead(0L, 1L, 2L, 3L, 4L);
    assertThat(positions.problem()).isNull();
  }

  @Test
  void aTopicThatWasAcceptedIsReadFromItsBeginning() throws Exception {
    commit(4);
    join();
    awaitRead(4L);
    positions.restart(Set.of(Topic.ROWS.topicName()));
    positions.restart(Set.of(Topic.READS.topicName()));
    awaitRead(4L, 0L, 1L, 2L, 3L, 4L);
    polled();
    assertThat(read).as("once").hasSize(6);
  }

  private void join() {
    member.subscribe(
        List.of(PARTITION.topic()),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            positions.compare(member);
          }
        });
  }

  private void awaitRead(Long... offsets) {
    await().atMost(BOUND).until(() -> polled() && read.size() >= offsets.length);
    assertThat(read).containsExactly(offsets);
  }

  /** One poll, and the comparison that follows from time to time. */
  private boolean polled() {
    try {
      member.poll(Duration.ofMillis(200)).forEach(record -> read.add(record.offset()));
    } catch (InvalidOffsetException e) {
      // The comparison decides what happens with the position.
    }
    positions.compare(member);
    return true;
  }

  private void commit(long position) throws Exception {
    admin
        .alterConsumerGroupOffsets(group, Map.of(PARTITION, new OffsetAndMetadata(position)))
        .all()
        .get();
  }

  private void delete(long before) throws Exception {
    admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(before))).all().get();
  }

  private KafkaConsumer<byte[], byte[]> member() {
    Map<String, Object> settings = new HashMap<>(kafka.connection());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
