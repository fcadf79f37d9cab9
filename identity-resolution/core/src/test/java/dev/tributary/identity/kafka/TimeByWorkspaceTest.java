package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.loop.settings.BatchSettings;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.loop.settings.RetryLimits;
import dev.tributary.runtime.loop.settings.Ticks;
import dev.tributary.testkit.infra.SeparateBroker;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A partition in which the events of one workspace wait. The log is this test's own: a tick is for
 * all who read it.
 */
@Tag("soak")
@Tag("soak-stalls")
class TimeByWorkspaceTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final int WAITING = 5;

  private final Inputs waits = new Inputs(new WorkspaceId("wsp_waits"));
  private final Inputs goesOn = new Inputs(new WorkspaceId("wsp_goes_on"));
  private final CountDownLatch released = new CountDownLatch(1);
  private SeparateBroker broker;
  private KafkaClients kafka;
  private KafkaProducer<byte[], byte[]> producer;
  private Identity identity;
  private AgroalDataSource worker;
  private Instant now = START;

  @BeforeEach
  void prepare() throws Exception {
    broker = SeparateBroker.start();
    kafka = new KafkaClients(broker.bootstrapServers());
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(() -> {
          try (Admin admin = kafka.admin("test-topics")) {
            new Topics(admin, (short) 1, -1).ensure();
          }
          return true;
        });
    producer = kafka.producer("test", 10_000);
    identity = Identity.migrated();
    worker = identity.pool();
  }

  @AfterEach
  void close() {
    released.countDown();
    worker.close();
    producer.close();
    broker.close();
  }

  @Test
  void timePassesForTheOthersWhileTheEventsOfOneFail() {
    try (ExactlyOnceLoop loop = loop("only", failing())) {
      loop.start();
      othersGoOn();
    }
  }

  @Test
  void aRecordThatMayBeAnybodysHoldsEverybodyBackUntilItIsHandled() {
    try (ExactlyOnceLoop loop = loop("only", failing())) {
      loop.start();
      await().atMost(BOUND).until(() -> passed(goesOn, START));
      event(waits, "late", WAITING);
      tick();
      Instant before = now;
      byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topic.EVENTS.topicName(), WAITING, nothing, nothing));
      tick();
      Instant after = now;

      await().atMost(BOUND).until(() -> passed(goesOn, before));
      assertThat(profiles())
          .filteredOn(TimeByWorkspaceTest::isTick)
          .allSatisfy(record ->
              assertThat(tick(record).time(goesOn.workspace())).isBeforeOrEqualTo(before));

      released.countDown();
      await().atMost(BOUND).until(() -> passed(goesOn, after) && passed(waits, after));
    }
  }

  private Effects failing() {
    return new Around(identity.effects()) {
      @Override
      void before(Poll poll) throws SQLTransientException {
        if (released.getCount() > 0 && poll.inputs().stream().anyMatch(this::isWaiting)) {
          throw new SQLTransientException("Not yet");
        }
      }
    };
  }

  @Test
  void timePassesForTheOthersWhileTheInstanceThatHasTheEventsHangs() {
    Effects hanging =
        new Around(identity.effects()) {
          @Override
          void before(Poll poll) throws InterruptedException {
            if (poll.inputs().stream().anyMatch(this::isWaiting)) {
              assertThat(released.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }
          }
        };
    try (ExactlyOnceLoop one = loop("one", hanging);
        ExactlyOnceLoop two = loop("two", hanging)) {
      one.start();
      two.start();
      await().atMost(BOUND).ignoreExceptions().until(this::bothHavePartitions);
      othersGoOn();
    }
  }

  /** An instance that hangs alone would keep all partitions. */
  private boolean bothHavePartitions() throws Exception {
    try (Admin admin = kafka.admin("test-group")) {
      return admin
              .describeConsumerGroups(List.of("identity"))
              .describedGroups()
              .get("identity")
              .get()
              .members()
              .stream()
              .filter(member -> !member.assignment().topicPartitions().isEmpty())
              .count()
          == 2;
    }
  }

  private void othersGoOn() {
    event(waits, "early", WAITING);
    event(goesOn, "early", WAITING);
    tick();
    // Time passes before anything waits.
    await().atMost(BOUND).until(() -> passed(waits, START) && passed(goesOn, START));
    Instant before = now;
    event(waits, "late", WAITING);
    event(goesOn, "late", WAITING + 1);
    send(unreadableTick());
    tick();
    Instant after = now;

    await().atMost(BOUND).until(() -> passed(goesOn, after));
    assertThat(profiles())
        .filteredOn(TimeByWorkspaceTest::isTick)
        .allSatisfy(
            record -> assertThat(tick(record).time(waits.workspace())).isBeforeOrEqualTo(before));

    released.countDown();
    await().atMost(BOUND).until(() -> passed(waits, after));
    int updates = 0;
    Map<Integer, Tick> passed = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : profiles()) {
      if (isTick(record)) {
        // Ticks of two instances may leave out of order; readers go by the latest.
        passed.merge(record.partition(), tick(record), Tick::orLater);
      } else if (isLateOfWaiting(record)) {
        updates++;
        Tick last = passed.get(record.partition());
        assertThat(last).isNotNull();
        assertThat(last.time(waits.workspace())).isBeforeOrEqualTo(before);
        assertThat(last.time(goesOn.workspace())).isAfterOrEqualTo(after);
      }
    }
    assertThat(updates).isEqualTo(1);
  }

  /** Whether a tick in every partition says so; time goes on with each look. */
  private boolean passed(Inputs of, Instant at) {
    tick();
    return profiles().stream()
            .filter(TimeByWorkspaceTest::isTick)
            .filter(record -> !tick(record).time(of.workspace()).isBefore(at))
            .map(ConsumerRecord::partition)
            .distinct()
            .count()
        == Topic.PROFILES.partitions();
  }

  private boolean isLateOfWaiting(ConsumerRecord<byte[], byte[]> record) {
    return Json.read(record.value(), ProfileMessage.class) instanceof ProfileMessage.Updated updated
        && updated.workspace().equals(waits.workspace())
        && updated.event() != null
        && updated.event().messageId().equals("late");
  }

  private List<ConsumerRecord<byte[], byte[]>> profiles() {
    return TopicLog.read(kafka, Topic.PROFILES);
  }

  private void event(Inputs inputs, String id, int partition) {
    String json = "{'type':'page','messageId':'%s','anonymousId':'a'}".formatted(id);
    send(inputs.nextRequest().collected(json, now).toMessage("key").toPartition(partition));
  }

  private void tick() {
    now = now.plusMillis(250);
    for (int partition = 0; partition < Topic.EVENTS.partitions(); partition++) {
      send(new Tick(now, Map.of()).toMessage(Topic.EVENTS, partition));
    }
  }

  private Message unreadableTick() {
    MessageHeaders headers =
        new MessageHeaders("tick_0", Tick.TYPE, new WorkspaceId(""), "tick_0", now, null);
    byte[] value = "{ not a tick".getBytes(StandardCharsets.UTF_8);
    return Message.of(Topic.EVENTS, "tick", value, headers).toPartition(WAITING);
  }

  private void send(Message message) {
    producer.send(Topics.toRecord(message));
    producer.flush();
  }

  private static boolean isTick(ConsumerRecord<byte[], byte[]> record) {
    return new String(
            record.headers().lastHeader(MessageHeaders.TYPE).value(), StandardCharsets.UTF_8)
        .equals(Tick.TYPE);
  }

  private static Tick tick(ConsumerRecord<byte[], byte[]> record) {
    return Json.read(record.value(), Tick.class);
  }

  private ExactlyOnceLoop loop(String instance, Effects effects) {
    return new ExactlyOnceLoop(
        new LoopSettings(
            "identity",
            instance,
            List.of(Topic.EVENTS),
            new Ticks(Topic.EVENTS, true),
            BatchSettings.within(Duration.ofMillis(50)),
            Duration.ofSeconds(6),
            Duration.ofMillis(100),
            new RetryLimits(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofSeconds(20))),
        kafka,
        worker,
        effects,
        new LoopMetrics(new SimpleMeterRegistry(), "identity"));
  }

  /** Effects before which something happens. */
  private abstract static class Around implements Effects {
    private final Effects effects;

    Around(Effects effects) {
      this.effects = effects;
    }

    abstract void before(Poll poll) throws Exception;

    @Override
    public List<Output> apply(Connection tx, Poll poll) throws Exception {
      before(poll);
      return effects.apply(tx, poll);
    }

    @Override
    public List<Output> quarantine(Connection tx, Input input, Exception failure) throws Exception {
      return effects.quarantine(tx, input, failure);
    }

    boolean isWaiting(Input input) {
      byte[] value = input.value();
      WorkspaceId workspace =
          new WorkspaceId(MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE));
      return "wsp_waits".equals(workspace.value())
          && value != null
          && new String(value, StandardCharsets.UTF_8).contains("late");
    }
  }
}
