package dev.tributary.collector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.Port;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final Duration BOUND = Duration.ofSeconds(120);

  /** It gives up after 1.5 seconds; the rest is for a machine that is busy with something else. */
  private static final long REFUSED_WITHIN_SECONDS = 15;

  @Test
  void aClosedPortIsAFailureInTimeAndNotTheEnd(@TempDir Path directory) throws Exception {
    int port = Port.free();
    KafkaClients kafka = new KafkaClients("127.0.0.1:" + port);
    try (EventLog log = new EventLog(kafka, "closed-port", 1_000_000)) {
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

  /** The failure, if it is one. */
  private static Optional<Exception> append(EventLog log) throws Exception {
    MessageHeaders headers =
        new MessageHeaders("evt_1", "event", "wsp_test", "evt_1", Instant.EPOCH, null);
    CompletableFuture<Optional<Exception>> outcome = new CompletableFuture<>();
    log.append(
        List.of(Message.of(Topic.EVENTS, "key", new byte[] {'{', '}'}, headers)),
        failure -> outcome.complete(Optional.ofNullable(failure)));
    return outcome.get(REFUSED_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
