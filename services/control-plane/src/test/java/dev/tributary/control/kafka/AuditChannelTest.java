package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.AdministrationQueries;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.postgres.audit.AuditEntries;
import dev.tributary.identity.postgres.audit.PostgresAdministrationQueries;
import dev.tributary.identity.postgres.audit.PostgresTrailStore;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What services put on the topic {@code audit} comes into the trail of administration. */
class AdministrationLoopTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private final WorkspaceId workspace = new WorkspaceId("wsp_" + System.nanoTime());
  private final String consumer = "administration-" + System.nanoTime();
  private final OwnDatabase database = OwnDatabase.migrated();
  private final PostgresAdministrationQueries trail =
      new PostgresAdministrationQueries(database.requests(), Clock.systemUTC());

  private int messages;

  @BeforeEach
  void prepare() throws Exception {
    try (Admin admin = kafka.admin("test-topics")) {
      new Topics(admin, (short) 1, -1).ensure();
    }
  }

  @Test
  void anEntryIsStoredOnceThoughTheLogDeliversItAgainOrHoldsItTwice() throws Exception {
    Message requested = entry("ade_1", "createDestination", Outcome.REQUESTED);
    Message done = entry("ade_1", "createDestination", Outcome.DONE);
    send(requested, requested, done, requested, done, entry("ade_2", "createSync", Outcome.DONE));
    try (ExactlyOnceLoop loop = loop()) {
      loop.start();
      awaitEntries(2);
    }
    try (Admin admin = kafka.admin("test-groups")) {
      admin.deleteConsumerGroups(List.of(consumer)).all().get();
    }
    send(requested, entry("ade_3", "createModel", Outcome.FAILED));
    try (ExactlyOnceLoop loop = loop()) {
      loop.start();
      awaitEntries(3);
    }
    assertThat(onRecord())
        .extracting(
            AdministrationEntry::id,
            each -> each.act().operation(),
            each -> each.result().outcome())
        .containsExactly(
            tuple("ade_3", "createModel", Outcome.FAILED),
            tuple("ade_2", "createSync", Outcome.DONE),
            tuple("ade_1", "createDestination", Outcome.DONE));
    assertThat(quarantined()).isEmpty();
  }

  @Test
  void anEntryThatCannotBeReadGoesToTheQuarantineAndHoldsUpNoOther() throws Exception {
    List<String> poison =
        List.of("{", "{}", "{\"id\":\"ade_0\",\"workspace\":\"wsp\",\"changes\":[\"\\u0000\"]}");
    List<String> ids = new ArrayList<>();
    for (String each : poison) {
      Message message = message(each.getBytes(StandardCharsets.UTF_8));
      ids.add(MessageHeaders.from(message.headers()).id());
      send(message);
    }
    send(entry("ade_0", "createDestination", Outcome.DONE));
    try (ExactlyOnceLoop loop = loop()) {
      loop.start();
      awaitEntries(1);
    }
    assertThat(quarantined()).containsExactlyInAnyOrderElementsOf(ids);
  }

  private ExactlyOnceLoop loop() {
    return new ExactlyOnceLoop(
        LoopSettings.withoutTicks(consumer, "only", List.of(Topic.AUDIT)),
        kafka,
        database.worker(),
        new AdministrationEffects(tx ->
            new PostgresTrailStore(tx, new AuditEntries(new Ids(Clock.systemUTC(), new Random())))),
        new LoopMetrics(new SimpleMeterRegistry(), consumer));
  }

  private void awaitEntries(int number) {
    await().atMost(BOUND).untilAsserted(() -> assertThat(onRecord()).hasSize(number));
  }

  private List<AdministrationEntry> onRecord() {
    return trail.list(workspace, AdministrationQueries.Filter.ALL, null, 10);
  }

  /** The ids of the messages of this workspace. */
  private List<String> quarantined() throws SQLException {
    try (Connection connection = database.worker().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select message_id from quarantined_message"
                    + " where workspace = ? and state = 'waiting'")) {
      statement.setString(1, workspace.value());
      try (ResultSet rows = statement.executeQuery()) {
        List<String> found = new ArrayList<>();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
        return found;
      }
    }
  }

  private Message entry(String id, String operation, Outcome outcome) {
    return message(
        Json.write(
            new AdministrationEntry(
                id,
                workspace,
                AT,
                new Actor("sub-anna", "anna", Actor.Kind.PERSON),
                new Act(operation, "destination", "dst_1", "CRM"),
                new Result(outcome, null, 1),
                new Origin("destinations", "request", null),
                List.of())));
  }

  /** One key leads to one partition: the last message is read after all others. */
  private Message message(byte[] value) {
    return Message.of(Topic.AUDIT, workspace.value(), value, headers());
  }

  private MessageHeaders headers() {
    String id = workspace + "-m" + messages++;
    return new MessageHeaders(id, AdministrationEntry.TYPE, workspace, id, AT, null);
  }

  private void send(Message... all) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 10_000)) {
      for (Message message : all) {
        producer.send(Topics.toRecord(message));
      }
    }
  }
}
