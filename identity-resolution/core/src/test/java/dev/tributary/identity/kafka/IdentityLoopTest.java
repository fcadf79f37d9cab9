package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityLoopTest {
  private static final Duration BOUND = Duration.ofSeconds(90);

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));
  private final String consumer = "identity-" + System.nanoTime();
  private Identity identity;
  private AgroalDataSource worker;

  @BeforeEach
  void prepare() throws Exception {
    try (Admin admin = kafka.admin("test-topics")) {
      new Topics(admin, (short) 1, -1).ensure();
    }
    identity = Identity.migrated();
    worker = identity.pool();
  }

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void twoInstancesMakeOnePersonOfEventsInEveryPartition() throws Exception {
    int events = 600;
    for (int i = 0; i < events; i++) {
      event(
          "{'type':'track','event':'E','messageId':'%d','userId':'u%d','anonymousId':'a%d'}"
              .formatted(i, i % 5, i % 60),
          i % 12);
    }
    try (ExactlyOnceLoop one = loop("one");
        ExactlyOnceLoop two = loop("two")) {
      one.start();
      two.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(applied()).isEqualTo(events));
      await().atMost(BOUND).untilAsserted(() -> assertThat(published()).hasSize(events));
    }
    assertThat(published().stream().map(message -> message.event().eventId()))
        .doesNotHaveDuplicates();
    assertThat(mine("select count(*) from profile")).containsExactly("5");
    assertThat(mine("select count(*) from identifier")).containsExactly("65");
  }

  @Test
  void anInputThatCannotBeProcessedIsQuarantinedAndTheOthersGoOn() throws Exception {
    event("{'type':'page','messageId':'1','anonymousId':'a'}", 3);
    CollectedEvent poison =
        inputs.collected("{'type':'page','messageId':'2','anonymousId':'a'}", Inputs.START);
    send(
        poison.toMessage("key").withHeader(CollectedEvent.RECEIVED_AT, "yesterday").toPartition(3));
    event("{'type':'page','messageId':'3','anonymousId':'a'}", 3);
    try (ExactlyOnceLoop loop = loop("only")) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(applied()).isEqualTo(2));
    }
    assertThat(mine("select id, reason, state from quarantined_input"))
        .containsExactly(poison.eventId() + " processing-failed waiting");
  }

  @Test
  void timeIsPassedOnOnceAllInputsAreBehindItAndNeverTwice() throws Exception {
    Instant first = Instant.parse("2026-03-01T10:00:00Z");
    try (ExactlyOnceLoop loop = loop("only")) {
      loop.start();
      tick(first, 0, 11);
      tick(first.plusSeconds(1), 0, 12);
      event("{'type':'page','messageId':'1','anonymousId':'a'}", 11);
      await().atMost(BOUND).untilAsserted(() -> assertThat(applied()).isEqualTo(1));
      // A partition's tick counts from the poll after the one that published it.
      event("{'type':'page','messageId':'2','anonymousId':'a'}", 11);
      await().atMost(BOUND).untilAsserted(() -> assertThat(applied()).isEqualTo(2));
      tick(first.plusSeconds(2), 0, 11);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              assertThat(identity.rows("select at from passed_tick"))
                  .containsExactly(Long.toString(first.plusSeconds(1).toEpochMilli())));
      await().atMost(BOUND).untilAsserted(() -> assertThat(ticks()).hasSize(12));
    }
    assertThat(ticks().values())
        .allSatisfy(times ->
            assertThat(times)
                .doesNotHaveDuplicates()
                .isSorted()
                .last()
                .isEqualTo(first.plusSeconds(1)));
  }

  private ExactlyOnceLoop loop(String instance) {
    LoopSettings settings =
        LoopSettings.of(
                consumer,
                instance,
                List.of(Topic.EVENTS, Topic.COMMANDS, Topic.ROWS, Topic.QUARANTINE),
                Topic.EVENTS,
                Duration.ofMillis(20))
            .lookingAhead();
    return new ExactlyOnceLoop(
        settings,
        kafka,
        worker,
        identity.effects(),
        new LoopMetrics(new SimpleMeterRegistry(), consumer));
  }

  private void event(String json, int partition) {
    CollectedEvent event = inputs.collected(json, Inputs.START);
    send(event.toMessage("key").toPartition(partition));
  }

  private void tick(Instant at, int from, int to) {
    for (int partition = from; partition < to; partition++) {
      send(new Tick(at, Map.of()).toMessage(Topic.EVENTS, partition));
    }
  }

  private final KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 10_000);

  private void send(Message message) {
    producer.send(Topics.toRecord(message));
    producer.flush();
  }

  private long applied() throws SQLException {
    return mine("select event from accepted_event where outcome = 'applied'").size();
  }

  /** Of this test's workspace: the topics are shared with others. */
  private List<String> mine(String query) throws SQLException {
    String next = query.contains(" where ") ? " and" : " where";
    return identity.rows(query + next + " workspace = '" + inputs.workspace() + "'");
  }

  private List<ProfileMessage.Updated> published() {
    List<ProfileMessage.Updated> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : TopicLog.read(kafka, Topic.PROFILES)) {
      if (type(record).equals(ProfileMessage.TYPE)
          && Json.read(record.value(), ProfileMessage.class)
              instanceof ProfileMessage.Updated updated
          && updated.workspace().equals(inputs.workspace())) {
        found.add(updated);
      }
    }
    return found;
  }

  /** By partition. The loops of other tests, which read no tick, pass on the beginning of time. */
  private Map<Integer, List<Instant>> ticks() {
    Map<Integer, List<Instant>> ticks = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : TopicLog.read(kafka, Topic.PROFILES)) {
      if (type(record).equals(Tick.TYPE)) {
        Instant at = Json.read(record.value(), Tick.class).at();
        if (!at.equals(Instant.EPOCH)) {
          ticks.computeIfAbsent(record.partition(), _ -> new ArrayList<>()).add(at);
        }
      }
    }
    return ticks;
  }

  private static String type(ConsumerRecord<byte[], byte[]> record) {
    return new String(
        record.headers().lastHeader(MessageHeaders.TYPE).value(), StandardCharsets.UTF_8);
  }
}
