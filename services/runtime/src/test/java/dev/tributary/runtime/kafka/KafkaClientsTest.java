package dev.tributary.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing here is ever connected. */
class KafkaClientsTest {
  private final KafkaClients clients = new KafkaClients("127.0.0.1:1");

  @Test
  void everyProducerWaitsForAllReplicasAndIsIdempotent() {
    assertThat(clients.producerSettings("p", 2_000))
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
  }

  /** A new leader takes whichever batch comes first, and then refuses the ones before it. */
  @Test
  void aBatchIsWrittenBeforeTheNextIsSent() {
    assertThat(clients.producerSettings("p", 2_000))
        .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
  }

  @ParameterizedTest
  @CsvSource({"2000, 1000", "9000, 3000", "30000, 5000"})
  void aBatchCanBeSentAgainBeforeItIsGivenUp(int delivery, int request) {
    assertThat(clients.producerSettings("p", delivery))
        .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery)
        .containsEntry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, request);
  }

  @Test
  void aTimeThatIsTooShortToSendABatchAgainIsRefused() {
    assertThatThrownBy(() -> clients.producerSettings("p", 1_999))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1999 ms");
  }

  @Test
  void everyConsumerReadsWhatIsCommittedAndCommitsByHand() {
    assertThat(clients.consumerSettings("c"))
        .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .containsEntry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
        .containsEntry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
  }

  /**
   * A quiet topic costs one fetch in three seconds, and its next message ends the fetch. The
   * request must not end first.
   */
  @Test
  void aFollowerWaitsAtTheBrokerForTheNextMessage() {
    assertThat(clients.followerSettings())
        .containsEntry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 3_000)
        .containsEntry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
  }

  @ParameterizedTest
  @CsvSource({"acks, 1", "acks, 0", "enable.idempotence, false"})
  void tuningThatWeakensAPromiseIsRefused(String setting, String value) {
    assertThatThrownBy(() -> clients.producer("p", 2_000, Map.of(setting, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("idempotent");
  }

  /** Kafka itself refuses these, but only because we say that we want an idempotent producer. */
  @ParameterizedTest
  @CsvSource({"retries, 0", "max.in.flight.requests.per.connection, 6"})
  void tuningThatIdempotenceRulesOutIsRefused(String setting, int value) {
    assertThatThrownBy(() -> clients.producer("p", 2_000, Map.of(setting, value)))
        .isInstanceOf(KafkaException.class);
  }

  @Test
  void tuningOfWaitingIsTaken() {
    try (KafkaProducer<byte[], byte[]> producer =
        clients.producer("p", 2_000, Map.of(ProducerConfig.LINGER_MS_CONFIG, 1))) {
      assertThat(producer.metrics()).isNotEmpty();
    }
  }
}
