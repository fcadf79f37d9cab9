package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.testkit.faults.TcpGate;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The network loses the connection to the database without a sign, as when the server's machine is
 * gone: nobody says that no answer will come.
 */
@Timeout(120)
class SilentDatabaseTest {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final TopicPartition PARTITION = new TopicPartition(Topic.COMMANDS.topicName(), 0);

  private TestDatabase database;
  private TcpGate network;
  private AgroalDataSource worker;
  private LoopTransactions transactions;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.migrated("silent");
    String address = database.coordinates().address();
    int port = URI.create(address.substring("jdbc:".length())).getPort();
    network = TcpGate.before(port, 0);
    worker =
        TestPool.of(
            address.replace(":" + port + "/", ":" + network.port() + "/"),
            database.coordinates().worker());
    LoopSettings settings =
        LoopSettings.of("silent", "only", List.of(Topic.COMMANDS), Topic.COMMANDS, Duration.ZERO);
    LookAhead lookAhead =
        new LookAhead(
            settings,
            new KafkaClients("localhost:1"),
            worker,
            new LoopMetrics(new SimpleMeterRegistry(), "silent"));
    transactions = new LoopTransactions(settings, worker, lookAhead, SILENCE);
  }

  @AfterEach
  void close() {
    worker.close();
    network.close();
    database.close();
  }

  @Test
  void aTransactionEndsAndTheNextOneHasAnotherConnection() throws Exception {
    claim();
    network.dropPackets();

    assertThatThrownBy(this::claim).isInstanceOf(SQLException.class);

    network.passPackets();
    await().atMost(BOUND).ignoreException(SQLException.class).until(() -> claim() > 1);
  }

  /** Jobs share the pool, and have statements that take long. */
  @Test
  void othersWaitAsLongAsTheyNeed() throws Exception {
    claim();
    try (Connection other = worker.getConnection()) {
      assertThat(other.getNetworkTimeout()).isZero();
    }
  }

  /** The epoch of the claim. */
  private long claim() throws SQLException {
    AssignedPartition assigned = new AssignedPartition();
    transactions.claim(Map.of(PARTITION, assigned));
    return assigned.epoch;
  }
}
