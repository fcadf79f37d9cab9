package dev.tributary.runtime.loop;

import static java.util.Objects.requireNonNull;
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
import dev.tributary.testkit.infra.SeparateBroker;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop whose positions do not belong to the log stops, says so, and goes on when told to. */
class AnotherLogTest {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final Pattern CODE = Pattern.compile("ACCEPT_LOG=([0-9a-f]+)");

  private static SeparateBroker broker;
  private static KafkaClients kafka;
  private final List<Set<String>> acceptances = new CopyOnWriteArrayList<>();
  private TestDatabase database;

  @BeforeAll
  static void start() {
    broker = SeparateBroker.start();
    kafka = new KafkaClients(broker.bootstrapServers());
    TestTopics.ensure(kafka);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    database = TestDatabase.migrated("log");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aTopicThatWasRecreatedIsNotReadUntilItIsAccepted() throws Exception {
    produce(Topic.COMMANDS, 200);
    try (ExactlyOnceLoop loop = loop("recreated", Topic.COMMANDS, kafka)) {
      loop.start();
      awaitApplied(200);
    }
    TestTopics.recreate(kafka, Topic.COMMANDS);
    produce(Topic.COMMANDS, 600);
    try (ExactlyOnceLoop loop = loop("recreated", Topic.COMMANDS, kafka)) {
      loop.acceptLog(Set.of("000000000000"));
      loop.start();
      String problem = awaitProblem(loop);
      assertThat(problem).contains("commands").contains("deleted and created again");
      assertThat(loop.failing()).isTrue();
      assertThat(loop.logBelongs()).isFalse();
      assertThat(applied()).isEqualTo(200);
      loop.acceptLog(Set.of(code(problem)));
      awaitApplied(800);
      await().atMost(BOUND).until(() -> loop.logProblem() == null && !loop.failing());
      assertThat(loop.logBelongs()).isTrue();
    }
    assertThat(acceptances).containsExactly(Set.of("commands"));
    try (ExactlyOnceLoop loop = loop("recreated", Topic.COMMANDS, kafka)) {
      loop.start();
      produce(Topic.COMMANDS, 100);
      awaitApplied(900);
      assertThat(loop.logProblem()).isNull();
    }
  }

  @Test
  void aTopicThatIsRecreatedUnderALoopStopsIt() throws Exception {
    produce(Topic.SYNCS, 200);
    try (ExactlyOnceLoop loop = loop("running", Topic.SYNCS, kafka)) {
      loop.start();
      awaitApplied(200);
      assertThat(loop.logBelongs()).isTrue();
      TestTopics.recreate(kafka, Topic.SYNCS);
      assertThat(awaitProblem(loop)).contains("deleted and created again");
      assertThat(loop.logBelongs()).isFalse();
    }
  }

  @Test
  void anotherClusterIsNotReadAndTheOldOneIsReadOn() throws Exception {
    KafkaClients other = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    TestTopics.ensure(other);
    produce(Topic.MODELS, 100);
    try (ExactlyOnceLoop loop = loop("moved", Topic.MODELS, kafka)) {
      loop.start();
      awaitApplied(100);
    }
    try (ExactlyOnceLoop loop = loop("moved", Topic.MODELS, other)) {
      loop.start();
      assertThat(awaitProblem(loop)).contains("the cluster is");
    }
    produce(Topic.MODELS, 100);
    try (ExactlyOnceLoop loop = loop("moved", Topic.MODELS, kafka)) {
      loop.start();
      awaitApplied(200);
      assertThat(loop.logProblem()).isNull();
    }
  }

  @Test
  void aPositionBeyondTheEndStopsTheLoopUntilItIsAccepted() throws Exception {
    produce(Topic.SOURCES, 100);
    try (ExactlyOnceLoop loop = loop("beyond", Topic.SOURCES, kafka)) {
      loop.start();
      awaitApplied(100);
    }
    change("update stream_position set next_offset = next_offset + 1000 where part = 1");
    change("insert into stream_backlog values ('beyond', 'sources', 1, 1, '{}')");
    try (ExactlyOnceLoop loop = loop("beyond", Topic.SOURCES, kafka)) {
      loop.start();
      String problem = awaitProblem(loop);
      assertThat(problem).contains("sources-1 ends at");
      loop.acceptLog(Set.of(code(problem)));
      produce(Topic.SOURCES, 100);
      awaitApplied(200);
      await().atMost(BOUND).until(() -> loop.logProblem() == null);
      assertThat(database.number("select count(*) from stream_backlog"))
          .as("what was read ahead of another log")
          .isZero();
    }
    assertThat(acceptances).containsExactly(Set.of("sources"));
  }

  @Test
  void aDatabaseThatWasRestoredStopsTheLoopUntilItIsAccepted() throws Exception {
    produce(Topic.AUDIENCES, 100);
    try (ExactlyOnceLoop loop = loop("restored", Topic.AUDIENCES, kafka)) {
      loop.start();
      awaitApplied(100);
    }
    long part =
        database.number(
            "select part from stream_position where next_offset > 3 order by 1 limit 1");
    change("update stream_position set next_offset = next_offset - 3 where part = " + part);
    try (ExactlyOnceLoop loop = loop("restored", Topic.AUDIENCES, kafka)) {
      loop.start();
      String problem = awaitProblem(loop);
      assertThat(problem).contains("the database was restored");
      assertThat(applied()).isEqualTo(100);
      loop.acceptLog(Set.of(code(problem)));
      awaitApplied(103);
      await().atMost(BOUND).until(() -> loop.logProblem() == null);
    }
    assertThat(acceptances).as("offsets mean what they meant").isEmpty();
  }

  @Test
  void aLoopWaitsWhileItsServiceWouldPublishToAnotherLog() throws Exception {
    AtomicBoolean held = new AtomicBoolean(true);
    produce(Topic.TRAITS, 50);
    try (ExactlyOnceLoop loop = loop("held", Topic.TRAITS, kafka)) {
      loop.heldWhile(held::get);
      loop.start();
      await().atMost(BOUND).until(loop::failing);
      assertThat(applied()).isZero();
      held.set(false);
      awaitApplied(50);
      await().atMost(BOUND).until(() -> !loop.failing());
      held.set(true);
      await().atMost(BOUND).until(loop::failing);
      produce(Topic.TRAITS, 50);
      assertThat(applied()).isEqualTo(50);
      held.set(false);
      awaitApplied(100);
    }
  }

  private static String code(String problem) {
    Matcher matcher = CODE.matcher(problem);
    assertThat(matcher.find()).as(problem).isTrue();
    return matcher.group(1);
  }

  private static String awaitProblem(ExactlyOnceLoop loop) {
    await().atMost(BOUND).until(() -> loop.logProblem() != null);
    return requireNonNull(loop.logProblem());
  }

  private ExactlyOnceLoop loop(String consumer, Topic input, KafkaClients clients) {
    return new ExactlyOnceLoop(
        LoopSettings.of(consumer, "only", List.of(input), input, Duration.ofMillis(20)),
        clients,
        database.worker(),
        new CountingEffects(Topic.MEMBERSHIPS),
        new LoopMetrics(new SimpleMeterRegistry(), consumer),
        (_, topics) -> acceptances.add(Set.copyOf(topics)));
  }

  private void awaitApplied(long count) {
    await().atMost(BOUND).untilAsserted(() -> assertThat(applied()).isEqualTo(count));
  }

  private long applied() throws Exception {
    return database.number("select coalesce(sum(version), 0) from counter");
  }

  private void change(String update) throws Exception {
    try (Connection connection = database.worker().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(update)).isEqualTo(1);
    }
  }

  private static void produce(Topic topic, int count) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 120_000)) {
      for (int i = 0; i < count; i++) {
        MessageHeaders headers =
            new MessageHeaders(
                "i" + i, "input", new WorkspaceId("wsp_test"), "i" + i, Instant.EPOCH, null);
        byte[] value = "value".getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(Topics.toRecord(Message.of(topic, "key" + i % 50, value, headers))));
      }
      for (Future<?> each : sent) {
        each.get();
      }
    }
  }
}
