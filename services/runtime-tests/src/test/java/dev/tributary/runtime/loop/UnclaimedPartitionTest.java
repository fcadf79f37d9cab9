package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.failure.StalledPartition;
import dev.tributary.runtime.loop.settings.BatchSettings;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.loop.settings.RetryLimits;
import dev.tributary.runtime.loop.settings.Ticks;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A partition that was never claimed has no position. If there is something to read, it stands
 * still like each other partition whose reader does not move.
 */
class UnclaimedPartitionTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Topic TOPIC = Topic.DELIVERIES;

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Queue<Long> applied = new ConcurrentLinkedQueue<>();
  private TestDatabase database;

  @BeforeEach
  void refuseClaims() throws Exception {
    TestTopics.empty(TOPIC);
    database = TestDatabase.migrated("unclaimed");
    rights("revoke insert on stream_position from");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void itIsNamedWithItsFirstRecordAndTheCauseUntilItIsClaimed() throws Exception {
    send();
    send();
    try (ExactlyOnceLoop loop = loop("unclaimed")) {
      loop.start();
      await().atMost(BOUND).until(() -> !loop.stopped(Duration.ZERO).isEmpty());
      StalledPartition stopped = loop.stopped(Duration.ZERO).getFirst();
      assertThat(stopped.address())
          .isEqualTo("deliveries-%d at offset 0".formatted(stopped.partition()));
      assertThat(stopped.behind()).isPositive();
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(loop.stopped(Duration.ZERO).getFirst().cause()).contains("42501"));
      assertThat(standing()).isZero();

      ahead.set(ExactlyOnceLoop.STILL);
      assertThat(standing()).isEqualTo(1);

      rights("grant insert on stream_position to");
      await().atMost(BOUND).untilAsserted(() -> assertThat(applied).contains(0L, 1L));
      await().atMost(BOUND).until(() -> !loop.failing());
      await().atMost(BOUND).untilAsserted(() -> assertThat(standing()).isZero());
    }
  }

  @Test
  void withoutARecordItIsNotNamed() throws Exception {
    try (ExactlyOnceLoop loop = loop("unclaimed-empty")) {
      loop.start();
      await().atMost(BOUND).until(loop::failing);
      ahead.set(ExactlyOnceLoop.STILL);
      Instant before = now();
      await().atMost(BOUND).until(() -> loop.lastRound().isAfter(before));
      assertThat(loop.failing()).isTrue();
      assertThat(loop.stopped(Duration.ZERO)).isEmpty();
      assertThat(standing()).isZero();
    }
  }

  private ExactlyOnceLoop loop(String consumer) {
    LoopSettings settings =
        new LoopSettings(
            consumer,
            "only",
            List.of(TOPIC),
            new Ticks(TOPIC, false),
            BatchSettings.within(Duration.ofMillis(50)),
            Duration.ofSeconds(6),
            Duration.ofMillis(20),
            new RetryLimits(3, Duration.ofMillis(100), Duration.ofSeconds(10)));
    return new ExactlyOnceLoop(
        settings,
        kafka,
        database.worker(),
        new Remembering(),
        new LoopMetrics(registry, consumer),
        (_, _) -> {},
        this::now);
  }

  private Instant now() {
    return Instant.now().plus(ahead.get());
  }

  private double standing() {
    return registry.get("tributary.loop.standing").gauge().value();
  }

  private void send() throws Exception {
    MessageHeaders headers =
        new MessageHeaders("i", "input", new WorkspaceId("wsp_test"), "i", Instant.EPOCH, null);
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("unclaimed", 60_000)) {
      producer.send(Topics.toRecord(Message.of(TOPIC, "key", new byte[] {'1'}, headers))).get();
    }
  }

  private void rights(String change) throws SQLException {
    ServiceDatabase coordinates = database.coordinates();
    try (Connection connection =
            DriverManager.getConnection(
                coordinates.address(), coordinates.owner().user(), coordinates.owner().password());
        Statement statement = connection.createStatement()) {
      statement.execute(change + " " + coordinates.worker().user());
    }
  }

  private final class Remembering implements Effects {
    @Override
    public List<Output> apply(Connection tx, Poll poll) {
      poll.inputs().forEach(input -> applied.add(input.offset()));
      return List.of();
    }

    @Override
    public List<Output> quarantine(Connection tx, Input input, Exception failure) {
      throw new AssertionError("Nothing here fails", failure);
    }
  }
}
