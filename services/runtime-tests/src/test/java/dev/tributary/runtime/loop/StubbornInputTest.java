package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.loop.failure.StalledPartition;
import dev.tributary.runtime.loop.settings.BatchSettings;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.loop.settings.RetryLimits;
import dev.tributary.runtime.loop.settings.Ticks;
import dev.tributary.runtime.quarantine.Quarantine;
import dev.tributary.runtime.quarantine.QuarantiningEffects;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Inputs that fail whenever they are tried. Each value {@code state:…} makes its transaction fail
 * with that SQLSTATE, as if the failure would pass; {@code kept:…} can be neither applied nor
 * quarantined; {@code header:…} goes to the real quarantine. Of the test's clock, {@code slow:…}
 * and {@code deadlock:…} take six seconds, and {@code brief:…} takes 50 ms.
 */
class StubbornInputTest {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final int KEYS = 40;
  private static final String DIRECT = "direct";

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final Failing effects = new Failing();
  private final KafkaProducer<byte[], byte[]> producer = kafka.producer("stubborn", 60_000);
  private final Map<Integer, Integer> sent = new ConcurrentHashMap<>();
  private TestDatabase database;
  private LoopTransactions transactions;

  /** Each test reads and writes topics that no other test of this class uses. */
  @BeforeAll
  static void emptyTheTopics() throws Exception {
    TestTopics.empty(
        Topic.AUDIT,
        Topic.COMMANDS,
        Topic.DELIVERIES,
        Topic.EVENTS,
        Topic.MEMBERSHIPS,
        Topic.PROFILES,
        Topic.QUARANTINE,
        Topic.READS,
        Topic.ROWS);
  }

  @BeforeEach
  void prepare() throws Exception {
    database = TestDatabase.migrated("loop");
    transactions = transactions();
  }

  @AfterEach
  void close() {
    producer.close();
    database.close();
  }

  @Test
  void aFailureThatRepeatsWithNoOtherWriterIsQuarantined() throws Exception {
    List<String> states =
        List.of(
            "40001", "40P01", "57014", "08006", "57P02", "25P03", "XX000", "53200", "53400", "none",
            "memory");
    produce(Topic.PROFILES, 200);
    for (String state : states) {
      send(Topic.PROFILES, "key" + states.indexOf(state), "state:" + state);
    }
    produce(Topic.PROFILES, 200);
    try (ExactlyOnceLoop loop = loop("stubborn", Topic.PROFILES)) {
      loop.start();
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(effects.quarantined).hasSize(states.size()));
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(400));
      await().atMost(BOUND).until(() -> !loop.failing());
      await().atMost(BOUND).untilAsserted(() -> assertThat(loop.stopped(Duration.ZERO)).isEmpty());
    }
    assertThat(effects.quarantined)
        .containsExactlyInAnyOrderElementsOf(states.stream().map("state:"::concat).toList());
  }

  @Test
  void whatNoInputCanCauseIsNeverQuarantinedAndTheOtherPartitionsGoOn() throws Exception {
    send(Topic.READS, "key0", "state:53100");
    produce(Topic.READS, 400);
    producer.flush();
    try (ExactlyOnceLoop loop = loop("full", Topic.READS)) {
      loop.start();
      await().atMost(BOUND).until(() -> !failing(loop).isEmpty());
      StalledPartition stopped = failing(loop).getFirst();
      long elsewhere = 400 - sent.get(stopped.partition()) + 1;
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(effects.applied).hasSize((int) elsewhere));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(effects.tries.get("53100")).isGreaterThan(10));
      assertThat(effects.quarantined).isEmpty();
      assertThat(loop.failing()).isTrue();
      assertThat(loop.stopped(Duration.ofHours(1))).isEmpty();
      StalledPartition now = failing(loop).getFirst();
      assertThat(now.since()).isEqualTo(stopped.since());
      assertThat(now.address()).isEqualTo("reads-%d at offset 0".formatted(now.partition()));
      assertThat(now.cause()).isEqualTo("SQLException, SQLSTATE 53100");

      effects.healed.add("53100");
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(401));
      await().atMost(BOUND).until(() -> !loop.failing());
      await().atMost(BOUND).untilAsserted(() -> assertThat(loop.stopped(Duration.ZERO)).isEmpty());
    }
  }

  @Test
  void whatCannotBeQuarantinedStopsItsPartitionAndIsReported() throws Exception {
    send(Topic.AUDIT, "key0", "kept:never");
    produce(Topic.AUDIT, 200);
    producer.flush();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (ExactlyOnceLoop loop = loop("unkept", Topic.AUDIT, effects, registry)) {
      loop.start();
      await().atMost(BOUND).until(() -> !failing(loop).isEmpty());
      StalledPartition stopped = failing(loop).getFirst();
      int elsewhere = 200 - sent.get(stopped.partition()) + 1;
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(elsewhere));
      await().atMost(BOUND).until(() -> effects.tries.getOrDefault("never", 0) > 10);
      assertThat(effects.applied).as("nothing behind it is applied").hasSize(elsewhere);
      assertThat(effects.quarantined).isEmpty();
      assertThat(loop.failing()).isTrue();
      assertThat(stopped.address())
          .isEqualTo("audit-%d at offset 0".formatted(stopped.partition()));
      assertThat(stopped.cause()).isEqualTo("SQLException, SQLSTATE 22021");
      assertThat(standing(registry)).isZero();
      ahead.set(ExactlyOnceLoop.STILL);
      assertThat(standing(registry)).isEqualTo(1);

      effects.healed.add("never");
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(201));
      await().atMost(BOUND).until(() -> !loop.failing());
      await().atMost(BOUND).untilAsserted(() -> assertThat(standing(registry)).isZero());
    }
  }

  /** The figure does not wait for the thread that hangs. */
  @Test
  void aPartitionWhoseEffectsHangIsCountedWhileTheyHang() throws Exception {
    send(Topic.QUARANTINE, "key0", "hang");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (ExactlyOnceLoop loop = loop("hanging", Topic.QUARANTINE, effects, registry)) {
      loop.start();
      assertThat(effects.hangs.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(standing(registry)).isZero();
      ahead.set(ExactlyOnceLoop.STILL);
      assertThat(standing(registry)).isPositive();
      effects.released.countDown();
      await().atMost(BOUND).untilAsserted(() -> assertThat(standing(registry)).isZero());
    } finally {
      effects.released.countDown();
    }
  }

  @Test
  void whatCannotBeQuarantinedInTheUsualWayIsKeptWhole() throws Exception {
    send(Topic.DELIVERIES, "key0", "kept:whole");
    produce(Topic.DELIVERIES, 10);
    producer.flush();
    try (ExactlyOnceLoop loop =
        loop(
            "whole", Topic.DELIVERIES, quarantining(Topic.DELIVERIES), new SimpleMeterRegistry())) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(10));
      await().atMost(BOUND).untilAsserted(() -> assertThat(quarantined("kept:whole")).isOne());
      await().atMost(BOUND).until(() -> !loop.failing());
    }
  }

  @Test
  void aHeaderThatNoColumnHoldsIsQuarantinedAndTheOthersGoOn() throws Exception {
    for (String header :
        List.of(MessageHeaders.ID, MessageHeaders.TYPE, MessageHeaders.WORKSPACE)) {
      send(Topic.MEMBERSHIPS, "header:" + header, header, "a\0b");
      send(Topic.MEMBERSHIPS, "header:" + header, header, "x".repeat(100_000));
      send(Topic.MEMBERSHIPS, "header:" + header, header, random(100_000));
    }
    produce(Topic.MEMBERSHIPS, 50);
    producer.flush();
    try (ExactlyOnceLoop loop =
        loop(
            "headers",
            Topic.MEMBERSHIPS,
            quarantining(Topic.MEMBERSHIPS),
            new SimpleMeterRegistry())) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(50));
      for (String header :
          List.of(MessageHeaders.ID, MessageHeaders.TYPE, MessageHeaders.WORKSPACE)) {
        assertThat(quarantined("header:" + header)).isEqualTo(3);
      }
      await().atMost(BOUND).until(() -> !loop.failing());
      await().atMost(BOUND).untilAsserted(() -> assertThat(loop.stopped(Duration.ZERO)).isEmpty());
    }
  }

  /** A search takes many transactions, for which the other partitions need not wait. */
  @Test
  void everyPartitionOfAPollIsTriedBeforeTheSearchInABadOneBegins() throws Exception {
    List<Batch> poll =
        claimed(
            List.of("kept:0", "kept:1", "kept:2", "kept:3"),
            List.of("value", "value"),
            List.of("value"));
    assertThat(applying().apply(poll, _ -> {})).isEmpty();
    assertThat(effects.seen)
        .as("all together, then each alone, then halves")
        .startsWith(
            List.of("kept:0", "kept:1", "kept:2", "kept:3", "value", "value", "value"),
            List.of("kept:0", "kept:1", "kept:2", "kept:3"),
            List.of("value", "value"),
            List.of("value"),
            List.of("kept:0", "kept:1"));
    assertThat(effects.applied).hasSize(3);
    assertThat(database.number("select count(*) from quarantined_message")).isEqualTo(4);
  }

  /** Each try of a slow input takes six of the round's ten seconds. */
  @Test
  void aSlowSearchLeavesTimeForTheSearchInTheNextPartition() throws Exception {
    List<Batch> poll =
        claimed(List.of("slow:0", "slow:1", "slow:2", "slow:3"), List.of("kept:0", "value"));
    rounds(poll, 4, () -> effects.applied.contains("value"));
    assertThat(effects.quarantined).as("the slow search is not over").hasSizeLessThan(4);
  }

  @Test
  void anInputThatFailsSlowlyIsQuarantinedAfterAFewRounds() throws Exception {
    List<String> values = withOneAt(5, "slow:0");
    List<Batch> poll = claimed(values);
    rounds(poll, 8, () -> done(poll));
    assertThat(effects.quarantined).containsExactly("slow:0");
    assertThat(effects.applied).containsExactlyElementsOf(without("slow:0", values));
  }

  @Test
  void anInputThatFailsSlowlyIsQuarantinedBesideOthers() throws Exception {
    List<String> values = withOneAt(5, "slow:0");
    List<Batch> poll = claimed(values, List.of("slow:1", "slow:2"), List.of("slow:3"));
    rounds(poll, 20, () -> done(poll));
    assertThat(effects.quarantined)
        .containsExactlyInAnyOrder("slow:0", "slow:1", "slow:2", "slow:3");
    assertThat(effects.applied).containsExactlyElementsOf(without("slow:0", values));
  }

  /** Each try takes four transactions of six seconds, unless the round is over. */
  @Test
  void anInputThatEndsInADeadlockSlowlyIsQuarantined() throws Exception {
    List<String> values = withOneAt(5, "deadlock:0");
    List<Batch> poll = claimed(values, List.of("deadlock:1", "deadlock:2"));
    rounds(poll, 40, () -> done(poll));
    assertThat(effects.quarantined)
        .containsExactlyInAnyOrder("deadlock:0", "deadlock:1", "deadlock:2");
    assertThat(effects.applied).containsExactlyElementsOf(without("deadlock:0", values));
  }

  /** The consumer has to poll each minute, or it loses its partitions. */
  @Test
  void aRoundEndsInTimeWhenEveryPartitionIsSlow() throws Exception {
    List<Batch> poll =
        claimed(
            List.of("slow:0"),
            List.of("slow:1"),
            List.of("slow:2"),
            List.of("deadlock:3"),
            List.of("deadlock:4"),
            List.of("deadlock:5"),
            List.of("slow:6"),
            List.of("slow:7"),
            List.of("slow:8"),
            List.of("value"));
    ApplyingPoll applying = applying();
    for (List<Batch> left = poll; !left.isEmpty(); left = left(poll)) {
      Duration before = ahead.get();
      applying.apply(left, _ -> {});
      assertThat(ahead.get().minus(before)).isLessThan(Duration.ofSeconds(30));
      assertThat(effects.seen.size()).isLessThan(200);
    }
    assertThat(effects.quarantined).hasSize(9);
    assertThat(effects.applied).containsExactly("value");
  }

  @Test
  void theLoopQuarantinesAnInputThatFailsSlowly() throws Exception {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      values.add(i == 77 ? "slow:loop" : "value:" + i);
    }
    for (String value : values) {
      send(Topic.ROWS, 0, value);
    }
    producer.flush();
    try (ExactlyOnceLoop loop = loop("slow", Topic.ROWS)) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(199));
      await().atMost(BOUND).until(() -> !loop.failing());
    }
    assertThat(effects.quarantined).containsExactly("slow:loop");
    assertThat(effects.applied).containsExactlyElementsOf(without("slow:loop", values));
  }

  /** With the usual limits; each bad input takes 50 ms of the test's clock. */
  @Test
  void otherPartitionsGoOnWhileManyInputsOfOneAreQuarantined() throws Exception {
    int bad = 300;
    for (int i = 0; i < bad; i++) {
      send(Topic.EVENTS, 0, "brief:" + i);
    }
    producer.flush();
    // The other partition has a new record for each input that is quarantined.
    effects.afterQuarantine = value -> send(Topic.EVENTS, 1, "value:" + value);
    // The first poll has 125 of them.
    Map<String, Set<String>> appliedBefore = new ConcurrentHashMap<>();
    effects.beforeQuarantine = value -> appliedBefore.put(value, Set.copyOf(effects.applied));
    try (ExactlyOnceLoop loop =
        new ExactlyOnceLoop(
            settings("many", Topic.EVENTS, RetryLimits.USUAL),
            kafka,
            database.worker(),
            effects,
            new LoopMetrics(new SimpleMeterRegistry(), "many"),
            (_, _) -> {},
            this::now)) {
      loop.start();
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.quarantined).hasSize(bad));
      await().atMost(BOUND).untilAsserted(() -> assertThat(effects.applied).hasSize(bad));
      await().atMost(BOUND).until(() -> !loop.failing());
    }
    assertThat(appliedBefore.get("brief:120")).contains("value:brief:0");
    assertThat(appliedBefore.get("brief:299")).contains("value:brief:100");
    assertThat(effects.quarantined).doesNotHaveDuplicates();
    assertThat(effects.applied).doesNotHaveDuplicates();
  }

  /** Sixteen inputs. */
  private static List<String> withOneAt(int place, String bad) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      values.add(i == place ? bad : "value:" + i);
    }
    return values;
  }

  private static List<String> without(String bad, List<String> values) {
    return values.stream().filter(value -> !value.equals(bad)).toList();
  }

  private interface Condition {
    boolean isMet();
  }

  /** Rounds of the loop with the inputs that are left, until the condition is met. */
  private void rounds(List<Batch> poll, int most, Condition until) throws InterruptedException {
    ApplyingPoll applying = applying();
    for (int round = 0; !until.isMet(); round++) {
      assertThat(round).as("rounds").isLessThan(most);
      applying.apply(left(poll), _ -> {});
    }
  }

  private static boolean done(List<Batch> poll) {
    return left(poll).isEmpty();
  }

  private static List<Batch> left(List<Batch> poll) {
    List<Batch> left = new ArrayList<>();
    for (Batch batch : poll) {
      int size = batch.inputs().size();
      // The offsets of a claimed batch begin with zero.
      int next = (int) batch.assigned().next;
      if (next < size) {
        left.add(batch.part(next, size));
      }
    }
    return left;
  }

  /** Batches of partitions that are claimed, one for each list of values. */
  @SafeVarargs
  private List<Batch> claimed(List<String>... values) throws SQLException {
    Map<TopicPartition, AssignedPartition> claimed = new LinkedHashMap<>();
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      TopicPartition partition = new TopicPartition(Topic.COMMANDS.topicName(), i);
      AssignedPartition assigned = new AssignedPartition();
      claimed.put(partition, assigned);
      List<Input> inputs = new ArrayList<>();
      for (String value : values[i]) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        inputs.add(new Input(partition, inputs.size(), bytes, bytes, headers().toHeaders()));
      }
      batches.add(new Batch(partition, assigned, inputs));
    }
    transactions.claim(claimed);
    return batches;
  }

  private static List<StalledPartition> failing(ExactlyOnceLoop loop) {
    return loop.stopped(Duration.ZERO).stream().filter(each -> each.cause() != null).toList();
  }

  private ExactlyOnceLoop loop(String consumer, Topic topic) {
    return loop(consumer, topic, effects, new SimpleMeterRegistry());
  }

  private ExactlyOnceLoop loop(
      String consumer, Topic topic, Effects applied, SimpleMeterRegistry registry) {
    return new ExactlyOnceLoop(
        settings(consumer, topic),
        kafka,
        database.worker(),
        applied,
        new LoopMetrics(registry, consumer),
        (_, _) -> {},
        this::now);
  }

  private Instant now() {
    return Instant.now().plus(ahead.get());
  }

  /** Of one poll, without the consumer. */
  private ApplyingPoll applying() {
    return new ApplyingPoll(
        settings(DIRECT, Topic.COMMANDS), transactions, quarantining(Topic.COMMANDS), this::now);
  }

  private LoopTransactions transactions() {
    LoopSettings settings = settings(DIRECT, Topic.COMMANDS);
    LoopMetrics metrics = new LoopMetrics(new SimpleMeterRegistry(), DIRECT);
    return new LoopTransactions(
        settings, database.worker(), new LookAhead(settings, kafka, database.worker(), metrics));
  }

  private Effects quarantining(Topic topic) {
    return new QuarantiningEffects(
        effects, new Quarantine(), List.of(topic), topic, Set.of(headers().type()));
  }

  private static LoopSettings settings(String consumer, Topic topic) {
    return settings(
        consumer, topic, new RetryLimits(3, Duration.ofMillis(100), Duration.ofSeconds(10)));
  }

  private static LoopSettings settings(String consumer, Topic topic, RetryLimits limits) {
    return new LoopSettings(
        consumer,
        "only",
        List.of(topic),
        new Ticks(topic, false),
        BatchSettings.within(Duration.ofMillis(50)),
        Duration.ofSeconds(6),
        Duration.ofMillis(20),
        limits);
  }

  private void produce(Topic topic, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      send(topic, "key" + i % KEYS, "value");
    }
  }

  private void send(Topic topic, String key, String value) throws Exception {
    Message message = Message.of(topic, key, value.getBytes(StandardCharsets.UTF_8), headers());
    producer.send(
        Topics.toRecord(message),
        (stored, failure) -> sent.merge(stored.partition(), 1, Integer::sum));
    if (!value.equals("value")) {
      producer.flush();
    }
  }

  private void send(Topic topic, int partition, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Message message = Message.of(topic, value, bytes, headers());
    producer.send(
        new ProducerRecord<>(
            topic.topicName(), partition, bytes, bytes, Topics.toRecord(message).headers()));
  }

  /** With a header that says something else. */
  private void send(Topic topic, String value, String header, String text) {
    Map<String, byte[]> headers = new HashMap<>(headers().toHeaders());
    headers.put(header, text.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    producer.send(Topics.toRecord(new Message(topic, null, bytes, bytes, headers)));
  }

  private static MessageHeaders headers() {
    return new MessageHeaders("i", "input", new WorkspaceId("wsp_test"), "i", Instant.EPOCH, null);
  }

  /** What compression does not make short. */
  private static String random(int length) {
    return new Random(7)
        .ints(length, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private long quarantined(String value) throws SQLException {
    return database.number(
        "select count(*) from quarantined_message where message_value = convert_to('%s', 'UTF8')"
            .formatted(value));
  }

  private static double standing(SimpleMeterRegistry registry) {
    return registry.get("tributary.loop.standing").gauge().value();
  }

  /** Fails where a value asks for it; otherwise remembers what was applied. */
  private final class Failing implements Effects {
    final Queue<String> applied = new ConcurrentLinkedQueue<>();
    final Queue<String> quarantined = new ConcurrentLinkedQueue<>();
    final Queue<List<String>> seen = new ConcurrentLinkedQueue<>();
    final Map<String, Integer> tries = new ConcurrentHashMap<>();
    final Set<String> healed = ConcurrentHashMap.newKeySet();
    volatile Consumer<String> beforeQuarantine = _ -> {};
    volatile Consumer<String> afterQuarantine = _ -> {};
    final CountDownLatch hangs = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    @Override
    public List<Output> apply(Connection tx, Poll poll) throws Exception {
      List<String> values =
          poll.inputs().stream().map(input -> CountingEffects.text(input.value())).toList();
      seen.add(values);
      for (String value : values) {
        tryToApply(value);
      }
      // Other tests of this JVM write to the same topic.
      values.stream()
          .filter(value -> value.equals("value") || value.matches("(state|kept|value):.*"))
          .forEach(applied::add);
      return List.of();
    }

    private void tryToApply(String value) throws Exception {
      String what = value.substring(value.indexOf(':') + 1);
      if (value.equals("hang")) {
        hangs.countDown();
        released.await();
      } else if (value.startsWith("state:")) {
        fail(what);
      } else if (value.startsWith("kept:")) {
        refuse(what);
      } else if (value.startsWith("header:")) {
        throw new IllegalStateException("This input cannot be applied");
      } else if (value.startsWith("slow:")) {
        ahead.updateAndGet(before -> before.plusSeconds(6));
        throw new IllegalStateException("This input cannot be applied");
      } else if (value.startsWith("deadlock:")) {
        ahead.updateAndGet(before -> before.plusSeconds(6));
        throw new SQLException("as if", "40P01");
      } else if (value.startsWith("brief:")) {
        ahead.updateAndGet(before -> before.plusMillis(50));
        throw new IllegalStateException("This input cannot be applied");
      }
    }

    private void refuse(String what) throws SQLException {
      if (!healed.contains(what)) {
        tries.merge(what, 1, Integer::sum);
        throw new SQLException("as if it held U+0000", "22021");
      }
    }

    private void fail(String state) throws SQLException {
      if (healed.contains(state)) {
        return;
      }
      tries.merge(state, 1, Integer::sum);
      switch (state) {
        case "memory" -> throw new OutOfMemoryError("as if");
        case "none" -> throw new SQLException("without a state");
        default -> throw new SQLException("as if", state);
      }
    }

    @Override
    public List<Output> quarantine(Connection tx, Input input, Exception failure)
        throws SQLException {
      String value = CountingEffects.text(input.value());
      if (value.startsWith("header:")) {
        new Quarantine().keep(tx, input, failure);
        return List.of();
      }
      if (value.startsWith("kept:")) {
        refuse(value.substring("kept:".length()));
      }
      beforeQuarantine.accept(value);
      quarantined.add(value);
      afterQuarantine.accept(value);
      return List.of();
    }
  }
}
