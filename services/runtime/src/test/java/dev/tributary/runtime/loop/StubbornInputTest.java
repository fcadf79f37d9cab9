package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Inputs that fail whenever they are tried, in ways that look as if the failure would pass. Each
 * value {@code state:…} makes its transaction fail with that SQLSTATE.
 */
class StubbornInputTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int KEYS = 40;

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private final Failing effects = new Failing();
  private final KafkaProducer<byte[], byte[]> producer = kafka.producer("stubborn", 60_000);
  private final Map<Integer, Integer> sent = new ConcurrentHashMap<>();
  private TestDatabase database;

  @BeforeEach
  void prepare() throws Exception {
    TestTopics.ensure(kafka);
    database = TestDatabase.migrated("loop");
  }

  @AfterEach
  void close() {
    producer.close();
    database.close();
  }

  @Test
  void aFailureThatRepeatsWithNoOtherWriterIsSetAside() throws Exception {
    List<String> states =
        List.of("40001", "40P01", "57014", "08006", "57P02", "25P03", "XX000", "none", "memory");
    produce(Topic.PROFILES, 200);
    for (String state : states) {
      send(Topic.PROFILES, "key" + states.indexOf(state), "state:" + state);
    }
    produce(Topic.PROFILES, 200);
    try (ExactlyOnceLoop loop = loop("stubborn", Topic.PROFILES)) {
      loop.start();
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(effects.setAside).hasSize(states.size()));
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(400));
      await().atMost(BOUND).until(() -> !loop.failing());
      assertThat(loop.stopped(Duration.ZERO)).isEmpty();
    }
    assertThat(effects.setAside)
        .containsExactlyInAnyOrderElementsOf(states.stream().map("state:"::concat).toList());
  }

  @Test
  void whatNoInputCanCauseIsNeverSetAsideAndTheOtherPartitionsGoOn() throws Exception {
    send(Topic.READS, "key0", "state:53100");
    produce(Topic.READS, 400);
    producer.flush();
    try (ExactlyOnceLoop loop = loop("full", Topic.READS)) {
      loop.start();
      await().atMost(BOUND).until(() -> !failing(loop).isEmpty());
      Stopped stopped = failing(loop).getFirst();
      long elsewhere = 400 - sent.get(stopped.partition()) + 1;
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(effects.applied).hasSize((int) elsewhere));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(effects.tries.get("53100")).isGreaterThan(10));
      assertThat(effects.setAside).isEmpty();
      assertThat(loop.failing()).isTrue();
      assertThat(loop.stopped(Duration.ofHours(1))).isEmpty();
      Stopped now = failing(loop).getFirst();
      assertThat(now.since()).isEqualTo(stopped.since());
      assertThat(now.address()).isEqualTo("reads-%d at offset 0".formatted(now.partition()));
      assertThat(now.cause()).isEqualTo("SQLException, SQLSTATE 53100");

      effects.healed.add("53100");
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(401));
      await().atMost(BOUND).until(() -> !loop.failing());
      assertThat(loop.stopped(Duration.ZERO)).isEmpty();
    }
  }

  private static List<Stopped> failing(ExactlyOnceLoop loop) {
    return loop.stopped(Duration.ZERO).stream().filter(each -> each.cause() != null).toList();
  }

  private ExactlyOnceLoop loop(String consumer, Topic topic) {
    return new ExactlyOnceLoop(
        new LoopSettings(
            consumer,
            "only",
            List.of(topic),
            new Ticks(topic, false),
            500,
            Duration.ofSeconds(6),
            Duration.ofMillis(20),
            new Patience(3, Duration.ofMillis(100), Duration.ofSeconds(10))),
        kafka,
        database.worker(),
        effects,
        new LoopMetrics(new SimpleMeterRegistry(), consumer));
  }

  private void produce(Topic topic, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      send(topic, "key" + i % KEYS, "value");
    }
  }

  private void send(Topic topic, String key, String value) throws Exception {
    MessageHeaders headers = new MessageHeaders("i", "input", "wsp_test", "i", Instant.EPOCH, null);
    Message message = Message.of(topic, key, value.getBytes(StandardCharsets.UTF_8), headers);
    producer.send(
        Topics.toRecord(message),
        (stored, failure) -> sent.merge(stored.partition(), 1, Integer::sum));
    if (!value.equals("value")) {
      producer.flush();
    }
  }

  /** Fails where a value asks for it; otherwise remembers what was applied. */
  private static final class Failing implements Effects {
    final Queue<String> applied = new ConcurrentLinkedQueue<>();
    final Queue<String> setAside = new ConcurrentLinkedQueue<>();
    final Map<String, Integer> tries = new ConcurrentHashMap<>();
    final Set<String> healed = ConcurrentHashMap.newKeySet();

    @Override
    public List<Output> apply(Connection tx, Poll poll) throws SQLException {
      for (Input input : poll.inputs()) {
        String value = CountingEffects.text(input.value());
        if (value.startsWith("state:")) {
          fail(value.substring("state:".length()));
        }
      }
      // Other tests of this JVM write to the same topic.
      poll.inputs().stream()
          .map(input -> CountingEffects.text(input.value()))
          .filter(value -> value.equals("value") || value.startsWith("state:"))
          .forEach(applied::add);
      return List.of();
    }

    private void fail(String state) throws SQLException {
      if (healed.contains(state)) {
        return;
      }
      tries.merge(state, 1, Integer::sum);
      switch (state) {
        case "memory" -> throw new OutOfMemoryError("as if");
        case "none" -> throw new SQLException("without a state");
        default -> throw new SQLException("as if", state);
      }
    }

    @Override
    public List<Output> setAside(Connection tx, Input input, Exception failure) {
      setAside.add(CountingEffects.text(input.value()));
      return List.of();
    }
  }
}
