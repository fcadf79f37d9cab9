package dev.tributary.collector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.Port;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.faults.StoppedProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("soak")
@Tag("soak-stalls")
class EventLogTest {
  private static final Duration BOUND = Duration.ofSeconds(120);

  /** It gives up after 1.5 seconds; the rest is for a machine that is busy with something else. */
  private static final long REFUSED_WITHIN_SECONDS = 15;

  @Test
  void aClosedPortIsAFailureInTimeAndNotTheEnd(@TempDir Path directory) throws Exception {
    int port = Port.free();
    KafkaClients kafka = new KafkaClients("127.0.0.1:" + port);
    try (EventLog log = new EventLog(kafka, "closed-port", 1_000_000, () -> false)) {
      log.start();
      assertThat(append(log)).as("before there ever was a broker").isPresent();
      EmbeddedKafka first = EmbeddedKafka.start(Checkout.locate(), directory, port);
      try (Admin admin = kafka.admin("topics")) {
        await()
            .atMost(BOUND)
            .ignoreExceptions()
            .until(() -> {
              new Topics(admin, (short) 1, -1).ensure();
              return true;
            });
        await().atMost(BOUND).until(() -> log.ready() && append(log).isEmpty());
      } finally {
        first.close();
      }
      assertThat(append(log)).as("while the port is closed").isPresent();
      try (EmbeddedKafka second = EmbeddedKafka.start(Checkout.locate(), directory, port)) {
        assertThat(second.process().isAlive()).isTrue();
        await().atMost(BOUND).until(() -> append(log).isEmpty());
      }
    }
  }

  @Test
  void aBrokerThatStallsIsBridgedAndWritesEachRecordOnce(@TempDir Path directory) throws Exception {
    int port = Port.free();
    KafkaClients kafka = new KafkaClients("127.0.0.1:" + port);
    try (EmbeddedKafka broker = EmbeddedKafka.start(Checkout.locate(), directory, port);
        EventLog log = new EventLog(kafka, "stall", 400_000, () -> false)) {
      try (Admin admin = kafka.admin("topics")) {
        new Topics(admin, (short) 1, -1).ensure();
      }
      log.start();
      await().atMost(BOUND).until(() -> log.ready() && append(log, "evt_before").isEmpty());
      Set<String> refused = new TreeSet<>();
      try (StoppedProcess stalled = StoppedProcess.stop(broker.process().pid())) {
        assertThat(stalled).isNotNull();
        for (int i = 0; i < 3; i++) {
          assertThat(append(log, "evt_" + i)).as("refused while it stalls").isPresent();
          refused.add("evt_" + i);
        }
      }
      await().atMost(BOUND).until(() -> append(log, "evt_after").isEmpty());
      assertThat(written(kafka))
          .as("each once, though every request of them was refused")
          .filteredOn(refused::contains)
          .containsExactlyInAnyOrderElementsOf(refused);

      try (StoppedProcess stalled = StoppedProcess.stop(broker.process().pid())) {
        assertThat(stalled).isNotNull();
        byte[] large = new byte[Topic.MAX_MESSAGE_BYTES / 8];
        List<CompletableFuture<Optional<Exception>>> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          many.add(begin(log, "evt_large" + i, large));
        }
        assertThat(many.getLast()).as("no room for more: refused at once").isCompleted();
      }
    }
  }

  private static List<String> written(KafkaClients kafka) {
    List<String> ids = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = kafka.reader("stall-reader")) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.EVENTS.partitions())
              .mapToObj(number -> new TopicPartition(Topic.EVENTS.topicName(), number))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> reader.position(each) < ends.get(each))) {
        reader
            .poll(Duration.ofMillis(100))
            .forEach(record ->
                ids.add(
                    new String(
                        record.headers().lastHeader(MessageHeaders.ID).value(),
                        StandardCharsets.UTF_8)));
      }
    }
    return ids;
  }

  /** The failure, if it is one. */
  private static Optional<Exception> append(EventLog log) throws Exception {
    return append(log, "evt_1");
  }

  private static Optional<Exception> append(EventLog log, String id) throws Exception {
    return begin(log, id, new byte[] {'{', '}'}).get(REFUSED_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  private static CompletableFuture<Optional<Exception>> begin(
      EventLog log, String id, byte[] value) {
    MessageHeaders headers =
        new MessageHeaders(id, "event", new WorkspaceId("wsp_test"), id, Instant.EPOCH, null);
    CompletableFuture<Optional<Exception>> outcome = new CompletableFuture<>();
    log.append(
        List.of(Message.of(Topic.EVENTS, "key", value, headers)),
        failure -> outcome.complete(Optional.ofNullable(failure)));
    return outcome;
  }
}
