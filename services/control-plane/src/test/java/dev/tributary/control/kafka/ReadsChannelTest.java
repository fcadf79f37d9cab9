package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.ReadQueries.Entry;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.postgres.audit.AuditEntries;
import dev.tributary.identity.postgres.audit.PostgresReadTrail;
import dev.tributary.identity.postgres.audit.PostgresTrailStore;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other services say on the topic {@code reads} comes into the trail, each of it once. */
class AuditLoopTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private final WorkspaceId workspace = new WorkspaceId("wsp_" + System.nanoTime());
  private final String consumer = "audit-" + System.nanoTime();
  private final OwnDatabase database = OwnDatabase.migrated();
  private final AuditEntries entries = new AuditEntries(new Ids(Clock.systemUTC(), new Random()));

  private int messages;

  @BeforeEach
  void prepare() throws Exception {
    try (Admin admin = kafka.admin("test-topics")) {
      new Topics(admin, (short) 1, -1).ensure();
    }
  }

  @Test
  void aReadIsCountedOnceThoughTheLogDeliversItAgainOrHoldsItTwice() throws Exception {
    Message first = read("readDelivery", AT, "prf_1", "prf_2");
    send(first);
    send(read("readDelivery", AT.plusSeconds(1), "prf_1"));
    send(first);
    try (ExactlyOnceLoop loop = loop()) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(onRecord()).hasSize(2));
      await().atMost(BOUND).until(() -> onRecord().stream().anyMatch(each -> each.reads() == 2));
    }
    try (Admin admin = kafka.admin("test-groups")) {
      admin.deleteConsumerGroups(List.of(consumer)).all().get();
    }
    send(first);
    send(read("previewSync", AT.plusSeconds(2)));
    try (ExactlyOnceLoop loop = loop()) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(onRecord()).hasSize(3));
    }
    assertThat(onRecord())
        .extracting(Entry::actor, Entry::operation, Entry::profile, Entry::part, Entry::reads)
        .containsExactlyInAnyOrder(
            tuple("sub", "readDelivery", "prf_1", "dlv_1", 2),
            tuple("sub", "readDelivery", "prf_2", "dlv_1", 1),
            tuple("sub", "previewSync", null, "dlv_1", 1));
  }

  @Test
  void whatCannotBeReadHoldsUpNoOther() {
    for (String poison : List.of("{", "{}", "{\"workspace\":\"wsp\",\"profiles\":[\"\\u0000\"]}")) {
      send(
          Message.of(
              Topic.READS, workspace.value(), poison.getBytes(StandardCharsets.UTF_8), headers()));
    }
    send(read("readDelivery", AT, "prf_1"));
    try (ExactlyOnceLoop loop = loop()) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(onRecord()).hasSize(1));
    }
  }

  private ExactlyOnceLoop loop() {
    return new ExactlyOnceLoop(
        LoopSettings.withoutTicks(consumer, "only", List.of(Topic.READS)),
        kafka,
        database.worker(),
        new AuditEffects(tx -> new PostgresTrailStore(tx, entries)),
        new LoopMetrics(new SimpleMeterRegistry(), consumer));
  }

  private List<Entry> onRecord() {
    return new PostgresReadTrail(database.requests(), entries)
        .list(workspace, null, null, null, 10);
  }

  private Message read(String operation, Instant at, String... profiles) {
    return new PersonalDataRead(workspace, "sub", "anna", operation, List.of(profiles), "dlv_1", at)
        .toMessage(workspace.value(), headers());
  }

  private MessageHeaders headers() {
    String id = "m" + messages++;
    return new MessageHeaders(id, PersonalDataRead.TYPE, workspace, id, AT, null);
  }

  private void send(Message message) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 10_000)) {
      producer.send(Topics.toRecord(message));
    }
  }
}
