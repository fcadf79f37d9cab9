package dev.tributary.destinations.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.delivery.DeliveryOutcome;
import dev.tributary.contracts.delivery.DeliveryOutcomeBuilder;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.postgres.delivery.OutcomeOutbox;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class OutcomePublisherTest {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void afterAnErrorTheOutcomesArePublished() throws Exception {
    KafkaClients kafka = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    topics(kafka);
    FailingClock clock = new FailingClock();
    Set<String> changed = ConcurrentHashMap.newKeySet();
    try (AgroalDataSource worker = database();
        OutcomePublisher publisher =
            new OutcomePublisher(
                new OutcomeOutbox(worker),
                kafka,
                new Ids(clock, new SecureRandom()),
                "test",
                () -> true,
                (_, _, ids) -> changed.addAll(ids))) {
      put(worker);
      publisher.start();
      await().atMost(BOUND).until(() -> waiting(worker) == 0);
      assertThat(clock.reads).hasValueGreaterThan(1);
      assertThat(changed).containsExactlyInAnyOrder("dlv_1", "evt_1");
    }
  }

  @Test
  void aBatchReportsItsChangesOnce() throws Exception {
    KafkaClients kafka = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    topics(kafka);
    List<List<String>> reported = new CopyOnWriteArrayList<>();
    try (AgroalDataSource worker = database();
        OutcomePublisher publisher =
            new OutcomePublisher(
                new OutcomeOutbox(worker),
                kafka,
                new Ids(Clock.systemUTC(), new SecureRandom()),
                "test",
                () -> true,
                (_, _, ids) -> reported.add(ids))) {
      put(worker);
      put(worker);
      publisher.start();
      await().atMost(BOUND).until(() -> waiting(worker) == 0);
      assertThat(reported).containsExactly(List.of("dlv_1", "evt_1"));
    }
  }

  @Test
  void outcomesWaitWhileTheLogIsNotTheOneOfTheDatabase() throws Exception {
    KafkaClients kafka = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    topics(kafka);
    AtomicBoolean permitted = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier guard =
        () -> {
          asked.incrementAndGet();
          return permitted.get();
        };
    try (AgroalDataSource worker = database();
        OutcomePublisher publisher =
            new OutcomePublisher(
                new OutcomeOutbox(worker),
                kafka,
                new Ids(Clock.systemUTC(), new SecureRandom()),
                "test",
                guard,
                ChangeListener.NONE)) {
      put(worker);
      publisher.start();
      await().atMost(BOUND).until(() -> asked.get() > 2);
      assertThat(waiting(worker)).isEqualTo(1);
      permitted.set(true);
      await().atMost(BOUND).until(() -> waiting(worker) == 0);
    }
  }

  /** The publisher looks again at once only after a full look. */
  @Test
  void aLookThatTookAllSaysThatThereIsNoMore() throws Exception {
    try (AgroalDataSource worker = database()) {
      OutcomeOutbox outbox = new OutcomeOutbox(worker);
      AtomicInteger sent = new AtomicInteger();
      for (int batch = 0; batch < 51; batch++) {
        put(worker);
      }
      assertThat(outbox.drain(outcomes -> sent.addAndGet(outcomes.size()))).isTrue();
      assertThat(sent).hasValue(50);
      assertThat(outbox.drain(outcomes -> sent.addAndGet(outcomes.size()))).isFalse();
      assertThat(sent).hasValue(51);
    }
  }

  /** A publisher that is behind would otherwise need all memory, and never catch up. */
  @Test
  void theOutcomesOfLargeBatchesAreNotInMemoryTogether() throws Exception {
    try (AgroalDataSource worker = database()) {
      OutcomeOutbox outbox = new OutcomeOutbox(worker);
      List<OutcomeOutbox.Outcome> ofJob =
          Collections.nCopies(
              10_000, new OutcomeOutbox.Outcome(outcome(), "evt_1", AT, "the same cause"));
      try (Connection tx = worker.getConnection()) {
        for (int job = 0; job < 5; job++) {
          OutcomeOutbox.put(tx, ofJob);
        }
      }
      List<Integer> sent = new ArrayList<>();
      while (outbox.drain(outcomes -> sent.add(outcomes.size()))) {
        assertThat(sent).isNotEmpty();
      }
      assertThat(sent.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50_000);
      assertThat(sent).allMatch(outcomes -> outcomes <= 5_000);
      assertThat(waiting(worker)).isZero();
    }
  }

  /** Throws an error at the first read, in the middle of a batch. */
  private static final class FailingClock extends Clock {
    private final AtomicInteger reads = new AtomicInteger();

    @Override
    public Instant instant() {
      if (reads.incrementAndGet() == 1) {
        throw new StackOverflowError("An outcome is nested too deep");
      }
      return AT;
    }

    @Override
    public ZoneId getZone() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private static void topics(KafkaClients kafka) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(() -> {
          try (Admin admin = kafka.admin("outcomes-test")) {
            new Topics(admin, (short) 1, -1).ensure();
          }
          return true;
        });
  }

  private static DeliveryOutcome outcome() {
    return DeliveryOutcomeBuilder.builder()
        .workspace(new WorkspaceId("wsp_1"))
        .delivery("dlv_1")
        .destination(new DestinationId("dst_1"))
        .sync(new SyncId("syn_1"))
        .record("rec_1")
        .profile(null)
        .attempt(1)
        .outcome("delivered")
        .reason(null)
        .at(AT)
        .latencyMillis(0)
        .build();
  }

  private static void put(AgroalDataSource worker) throws SQLException {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("insert into outcome_outbox (payload) values (?)")) {
      statement.setBytes(
          1, Json.write(List.of(new OutcomeOutbox.Outcome(outcome(), "evt_1", AT, null))));
      statement.executeUpdate();
    }
  }

  private static long waiting(AgroalDataSource worker) throws SQLException {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select count(*) from outcome_outbox");
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static AgroalDataSource database() {
    ServiceDatabase database = TestDatabase.migrated("outcomes");
    return TestPool.of(database.address(), database.worker());
  }
}
