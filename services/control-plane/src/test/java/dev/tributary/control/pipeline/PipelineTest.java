package dev.tributary.control.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.clock.ClockStore;
import dev.tributary.control.clock.TickSink;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.clock.TickerRow;
import dev.tributary.control.kafka.KafkaLog;
import dev.tributary.control.kafka.KafkaTicks;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The log is real; readers stand for the services' loops, and can be stopped one by one. */
class PipelineTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration CHECKS = Duration.ofSeconds(15);
  private static final Duration ENOUGH = Duration.ofSeconds(60);
  private static final Duration TOO_SHORT_WITHOUT_ALL = Duration.ofSeconds(2);
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");

  private static KafkaClients kafka;

  private final Map<Service, Progress> progress = new ConcurrentHashMap<>();
  private final Map<Stage, StageReader> readers = new EnumMap<>(Stage.class);
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(ahead.get());
  private final AtomicReference<List<DestinationId>> failing = new AtomicReference<>(List.of());
  private final AtomicReference<List<SyncId>> stopped = new AtomicReference<>(List.of());
  private final AtomicInteger written = new AtomicInteger();
  private KafkaLog log;
  private KafkaProducer<byte[], byte[]> ticks;
  private Ticker ticker;
  private Pipeline pipeline;

  @BeforeAll
  static void createTopics() throws InterruptedException {
    kafka = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    try (Admin admin = kafka.admin("test")) {
      new Topics(admin, (short) 1, -1).ensure();
    }
  }

  @BeforeEach
  void start() {
    log = new KafkaLog(kafka, "test-" + UUID.randomUUID());
    ticks = kafka.producer("test-ticks", 5_000);
    KafkaTicks sink = new KafkaTicks(ticks, () -> true);
    TickSink counted =
        tick -> {
          written.incrementAndGet();
          sink.write(tick);
        };
    ticker = new Ticker("test", new NowClock(), counted, Duration.ofDays(1));
    pipeline = pipeline(MINUTE);
    for (Service service : Service.values()) {
      progress.put(service, new Progress(Map.of(), Map.of(), List.of(), List.of()));
    }
    publish(Topic.PROFILES, Topic.MEMBERSHIPS);
  }

  /**
   * @param late data that have waited for longer are late
   */
  private Pipeline pipeline(Duration late) {
    return new Pipeline(log, new KnownProgress(), ticker, MINUTE, late, CHECKS, clock);
  }

  @AfterEach
  void stop() {
    readers.values().forEach(StageReader::close);
    ticks.close();
    log.close();
  }

  /** In transactions, as loops publish: behind the last message stands the end of a transaction. */
  private static void publish(Topic... topics) {
    String id = "test-" + UUID.randomUUID();
    try (KafkaProducer<byte[], byte[]> producer = kafka.transactionalProducer(id)) {
      producer.initTransactions();
      producer.beginTransaction();
      for (Topic topic : topics) {
        for (int partition = 0; partition < topic.partitions(); partition++) {
          MessageHeaders headers =
              new MessageHeaders(id, "test", WORKSPACE, id, Instant.now(), null);
          Message message = Message.of(topic, "key", new byte[] {'1'}, headers);
          producer.send(Topics.toRecord(message.toPartition(partition)));
        }
      }
      producer.commitTransaction();
    }
    try (Admin admin = kafka.admin("test-ends")) {
      // A commit returns before all partitions have its end.
      await()
          .atMost(ENOUGH)
          .until(() ->
              ends(admin, IsolationLevel.READ_COMMITTED, topics)
                  .equals(ends(admin, IsolationLevel.READ_UNCOMMITTED, topics)));
    }
  }

  private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel level, Topic... topics)
      throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (Topic topic : topics) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        latest.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(latest, new ListOffsetsOptions(level))
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private void read(Stage... stages) {
    for (Stage stage : stages) {
      readers.put(stage, StageReader.start(kafka, stage));
    }
  }

  @Test
  void isCaughtUpOnceAllStagesHavePassed() {
    read(Stage.values());
    assertThat(waits(WORKSPACE, WaitGoal.DELIVERED, ENOUGH)).isTrue();
    assertThat(pipeline.status(WORKSPACE).stages())
        .extracting(StageStatus::stage)
        .containsExactly(Stage.IDENTITY, Stage.AUDIENCES, Stage.DESTINATIONS);
    assertThat(pipeline.trails(WORKSPACE))
        .extracting(StageStatus::stage)
        .containsExactly(Stage.READ_TRAIL, Stage.ADMINISTRATION_TRAIL);
  }

  /** The attack: somebody who may only read waits as often as they can. */
  @Test
  void callersThatWaitTogetherShareTheirTicks() {
    int callers = 50;
    read(Stage.values());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all =
          IntStream.range(0, callers)
              .mapToObj(caller ->
                  threads.submit(
                      () -> waits(new WorkspaceId("wsp_" + caller % 5), WaitGoal.LEDGER, ENOUGH)))
              .toList();
      assertThat(all).allSatisfy(each -> assertThat(each.get()).isTrue());
    }
    assertThat(written).hasValueLessThan(callers);
  }

  @Test
  void aWorkspaceHasTwentyWaitsAtATimeAndOthersWaitAllTheSame() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all =
          Stream.generate(() -> threads.submit(() -> waits(WORKSPACE, WaitGoal.LEDGER, ENOUGH)))
              .limit(21)
              .toList();
      await().atMost(ENOUGH.dividedBy(2)).until(() -> all.stream().anyMatch(Future::isDone));
      assertThatThrownBy(() -> waits(WORKSPACE, WaitGoal.LEDGER, ENOUGH))
          .isInstanceOf(TooManyWaits.class)
          .hasMessageContaining("20");
      Future<Boolean> other =
          threads.submit(() -> waits(new WorkspaceId("wsp_other"), WaitGoal.LEDGER, ENOUGH));
      read(Stage.values());
      assertThat(other.get()).isTrue();
      assertThat(all)
          .filteredOn(each -> each.state() != Future.State.FAILED)
          .hasSize(20)
          .allSatisfy(each -> assertThat(each.get()).isTrue());
    }
    assertThat(waits(WORKSPACE, WaitGoal.LEDGER, ENOUGH)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY", "AUDIENCES", "DESTINATIONS"})
  void isNotCaughtUpWhileAnyStageStands(Stage standing) {
    publish(Topic.MEMBERSHIPS);
    for (Stage stage : Stage.values()) {
      if (stage != standing) {
        read(stage);
      }
    }
    publish(Topic.PROFILES, Topic.MEMBERSHIPS);
    assertThat(waits(WORKSPACE, WaitGoal.LEDGER, TOO_SHORT_WITHOUT_ALL)).isFalse();
    read(standing);
    assertThat(waits(WORKSPACE, WaitGoal.LEDGER, ENOUGH)).isTrue();
  }

  @Test
  void aStageThatStandsSaysSinceWhenItsOldestMessageWaits() {
    read(Stage.AUDIENCES);
    await().atMost(ENOUGH).until(() -> status(Stage.AUDIENCES).caughtUp());
    readers.remove(Stage.AUDIENCES).close();
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    publish(Topic.PROFILES);
    Instant after = Instant.now();
    publish(Topic.PROFILES);
    // Twice, for the second look begins where the first has paused.
    for (int look = 0; look < 2; look++) {
      await()
          .atMost(ENOUGH)
          .untilAsserted(
              () -> assertThat(status(Stage.AUDIENCES).behindSince()).isBetween(before, after));
    }
    read(Stage.AUDIENCES);
    await().atMost(ENOUGH).until(() -> status(Stage.AUDIENCES).caughtUp());
    assertThat(status(Stage.AUDIENCES).behindSince()).isNull();
  }

  @Test
  void aPartitionThatDoesNotMoveForAMinuteIsNamedWithItsOffset() throws Exception {
    pipeline = pipeline(Duration.ofMinutes(6));
    read(Stage.AUDIENCES);
    await().atMost(ENOUGH).until(() -> status(Stage.AUDIENCES).caughtUp());
    ahead.set(Duration.ofMinutes(5));
    assertThat(status(Stage.AUDIENCES).standing()).as("nothing to read").isEmpty();
    readers.remove(Stage.AUDIENCES).close();
    Map<TopicPartition, Long> read;
    try (Admin admin = kafka.admin("test-ends")) {
      read = ends(admin, IsolationLevel.READ_COMMITTED, Topic.PROFILES);
    }
    publish(Topic.PROFILES);
    await().atMost(ENOUGH).until(() -> status(Stage.AUDIENCES).behindSince() != null);
    assertThat(status(Stage.AUDIENCES).late()).isFalse();
    Long behind = status(Stage.AUDIENCES).behind().get("profiles");
    assertThat(behind).isPositive();
    ahead.set(Duration.ofMinutes(7));
    assertThat(status(Stage.AUDIENCES).late()).isTrue();
    await()
        .atMost(ENOUGH)
        .untilAsserted(() ->
            assertThat(status(Stage.AUDIENCES).standing()).hasSize(Topic.PROFILES.partitions()));
    assertThat(status(Stage.AUDIENCES).standing())
        .as("behind the last record that was read; the end of its transaction follows")
        .extracting(
            each -> new TopicPartition(each.topic(), each.partition()), each -> each.offset())
        .containsExactlyInAnyOrderElementsOf(
            read.entrySet().stream().map(end -> tuple(end.getKey(), end.getValue() - 1)).toList());
    assertThat(pipeline.facts())
        .filteredOn(Fact.StandingPartition.class::isInstance)
        .hasSizeGreaterThanOrEqualTo(Topic.PROFILES.partitions());
    read(Stage.AUDIENCES);
    await().atMost(ENOUGH).until(() -> status(Stage.AUDIENCES).standing().isEmpty());
  }

  /**
   * The broker hides what stands behind the beginning of an open transaction. So the readers see
   * nothing to read, however long it lasts.
   */
  @Test
  void aPartitionWhoseTransactionDoesNotEndIsNamed() throws Exception {
    read(Stage.AUDIENCES);
    await().atMost(ENOUGH).until(() -> status(Stage.AUDIENCES).caughtUp());
    String id = "test-" + UUID.randomUUID();
    Map<String, Object> lasting =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            id,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            (int) ENOUGH.toMillis());
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer(id, 9_000, lasting)) {
      producer.initTransactions();
      producer.beginTransaction();
      MessageHeaders headers = new MessageHeaders(id, "test", WORKSPACE, id, Instant.now(), null);
      Message message = Message.of(Topic.PROFILES, "key", new byte[] {'1'}, headers);
      long offset =
          producer.send(Topics.toRecord(message.toPartition(5))).get(30, TimeUnit.SECONDS).offset();
      assertThat(status(Stage.AUDIENCES).standing()).as("not for long yet").isEmpty();
      ahead.set(Duration.ofMinutes(2));
      List<StalledPartition> standing = status(Stage.AUDIENCES).standing();
      assertThat(standing).hasSize(1);
      Instant since = standing.getFirst().since();
      assertThat(standing).containsExactly(new StalledPartition("profiles", 5, offset, since));
      assertThat(pipeline.facts())
          .contains(new Fact.StandingPartition("audiences", "profiles", 5, offset, since));
      producer.abortTransaction();
    }
    await().atMost(ENOUGH).until(() -> status(Stage.AUDIENCES).standing().isEmpty());
  }

  @Test
  void theDelayIsThatOfTheStageThatDoesNotRead() {
    read(Stage.IDENTITY, Stage.AUDIENCES, Stage.DESTINATIONS);
    pipeline = pipeline(Duration.ZERO);
    await().atMost(ENOUGH).until(() -> delay().equals(DataDelay.NONE));
    assertThat(status(Stage.AUDIENCES).late()).isFalse();
    readers.remove(Stage.AUDIENCES).close();
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    publish(Topic.PROFILES);
    await().atMost(ENOUGH).until(() -> delay().stage() == Stage.AUDIENCES);
    assertThat(delay().state()).isEqualTo(DataDelay.State.LATE);
    assertThat(status(Stage.AUDIENCES).late()).isTrue();
    assertThat(delay().dataAsOf()).isBetween(before, Instant.now());
    ahead.set(Duration.ofMinutes(2));
    await().atMost(ENOUGH).until(() -> delay().state() == DataDelay.State.STOPPED);
    assertThat(delay().stage()).isEqualTo(Stage.AUDIENCES);
    read(Stage.AUDIENCES);
    await().atMost(ENOUGH).until(() -> delay().equals(DataDelay.NONE));
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_TRAIL", "ADMINISTRATION_TRAIL"})
  void aTrailThatStandsIsReportedAndNobodyWaitsForIt(Stage trail) {
    read(Stage.IDENTITY, Stage.AUDIENCES, Stage.DESTINATIONS);
    publish(trail.inputs().toArray(Topic[]::new));
    await().atMost(ENOUGH).until(() -> trail(trail).behindSince() != null);
    ahead.set(Duration.ofMinutes(2));
    await().atMost(ENOUGH).until(() -> !trail(trail).standing().isEmpty());
    assertThat(pipeline.facts())
        .filteredOn(Fact.StandingPartition.class::isInstance)
        .extracting(fact -> ((Fact.StandingPartition) fact).stage())
        .contains(trail.wireName());
    assertThat(waits(WORKSPACE, WaitGoal.DELIVERED, ENOUGH)).isTrue();
    read(trail);
    await().atMost(ENOUGH).until(() -> trail(trail).standing().isEmpty());
  }

  /** Such as a partition that no instance of the service could claim since the first start. */
  @Test
  void aPartitionThatWasNeverReadIsNamedWithTheFirstOffsetThatItStillHas() throws Exception {
    Map<TopicPartition, Long> begins;
    Map<TopicPartition, Long> ends;
    try (Admin admin = kafka.admin("test-begins")) {
      forgetPositions(admin, Stage.READ_TRAIL);
      publish(Topic.READS);
      begins = ends(admin, IsolationLevel.READ_COMMITTED, Topic.READS);
      Map<TopicPartition, RecordsToDelete> expired = new HashMap<>();
      begins.forEach((partition, end) -> expired.put(partition, RecordsToDelete.beforeOffset(end)));
      admin.deleteRecords(expired).all().get();
      assertThat(trail(Stage.READ_TRAIL).behind()).as("nothing is left").containsEntry("reads", 0L);
      publish(Topic.READS);
      ends = ends(admin, IsolationLevel.READ_COMMITTED, Topic.READS);
    }
    long waiting =
        ends.keySet().stream().mapToLong(each -> ends.get(each) - begins.get(each)).sum();
    await().atMost(ENOUGH).until(() -> trail(Stage.READ_TRAIL).behindSince() != null);
    assertThat(trail(Stage.READ_TRAIL).behind()).containsEntry("reads", waiting);
    ahead.set(Duration.ofMinutes(2));
    await()
        .atMost(ENOUGH)
        .untilAsserted(() ->
            assertThat(trail(Stage.READ_TRAIL).standing())
                .extracting(
                    each -> new TopicPartition(each.topic(), each.partition()),
                    each -> each.offset())
                .containsExactlyInAnyOrderElementsOf(
                    begins.entrySet().stream()
                        .map(begin -> tuple(begin.getKey(), begin.getValue()))
                        .toList()));
  }

  private static void forgetPositions(Admin admin, Stage stage) throws Exception {
    try {
      admin.deleteConsumerGroups(List.of(stage.consumer())).all().get();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(GroupIdNotFoundException.class);
    }
  }

  private StageStatus trail(Stage stage) {
    return pipeline.trails(WORKSPACE).stream()
        .filter(status -> status.stage() == stage)
        .findFirst()
        .orElseThrow();
  }

  private DataDelay delay() {
    return pipeline.delay();
  }

  private StageStatus status(Stage stage) {
    return pipeline.status(WORKSPACE).stages().get(stage.ordinal());
  }

  @Test
  void onlyTheLongerWaitIncludesDeliveries() {
    read(Stage.values());
    progress.put(
        Service.DESTINATIONS,
        new Progress(Map.of(), Map.of("deliveries", 1L), List.of(), List.of()));
    assertThat(waits(WORKSPACE, WaitGoal.LEDGER, ENOUGH)).isTrue();
    assertThat(waits(WORKSPACE, WaitGoal.DELIVERED, TOO_SHORT_WITHOUT_ALL)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"WAREHOUSE", "AUDIENCES", "DESTINATIONS"})
  void workThatDefinitionsStartedCounts(Service service) {
    read(Stage.values());
    progress.put(service, new Progress(Map.of(), Map.of("backfills", 1L), List.of(), List.of()));
    assertThat(waits(WORKSPACE, WaitGoal.LEDGER, TOO_SHORT_WITHOUT_ALL)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"COLLECTOR", "IDENTITY", "AUDIENCES", "DESTINATIONS", "WAREHOUSE"})
  void definitionsThatAServiceHasNotReadCount(Service service) {
    read(Stage.values());
    publish(Topic.AUDIENCES);
    progress.put(
        service, new Progress(Map.of("audiences", Map.of(0, 0L)), Map.of(), List.of(), List.of()));
    assertThat(waits(WORKSPACE, WaitGoal.LEDGER, TOO_SHORT_WITHOUT_ALL)).isFalse();
  }

  /** A destination may recover between the check of its deliveries and the answer to the caller. */
  @ParameterizedTest
  @EnumSource
  void aWaitNamesTheDestinationsAndSyncsThatItsOwnCheckLeftOut(WaitGoal until) {
    read(Stage.values());
    failing.set(List.of(new DestinationId("dst_1")));
    stopped.set(List.of(new SyncId("syn_2")));
    Pipeline.Waited waited = pipeline.await(WORKSPACE, until, ENOUGH);
    failing.set(List.of());
    stopped.set(List.of());
    assertThat(waited.caughtUp()).isTrue();
    assertThat(waited.unawaited())
        .isEqualTo(
            new UnawaitedDeliveries(
                List.of(new DestinationId("dst_1")), List.of(new SyncId("syn_2"))));
    assertThat(pipeline.status(WORKSPACE).unawaited()).isEqualTo(UnawaitedDeliveries.NOTHING);
  }

  @Test
  void theProgressOfTheVersionBeforeNamesNoSyncs() {
    String former = "{\"definitions\":{},\"pending\":{},\"notWaitedFor\":[\"dst_1\"]}";
    Progress progress = Json.read(former.getBytes(StandardCharsets.UTF_8), Progress.class);
    assertThat(progress.leftOut())
        .isEqualTo(new UnawaitedDeliveries(List.of(new DestinationId("dst_1")), List.of()));
  }

  /** The positions of a transaction may be visible before its end is in every partition. */
  @Test
  void aWaitIncludesMembershipsWhoseTransactionHasNotEndedInTheirPartition() {
    read(Stage.values());
    String id = "test-" + UUID.randomUUID();
    try (KafkaProducer<byte[], byte[]> producer = kafka.transactionalProducer(id)) {
      producer.initTransactions();
      producer.beginTransaction();
      MessageHeaders headers = new MessageHeaders(id, "test", WORKSPACE, id, Instant.now(), null);
      Message message = Message.of(Topic.MEMBERSHIPS, "key", new byte[] {'1'}, headers);
      producer.send(Topics.toRecord(message.toPartition(0)));
      producer.flush();
      assertThat(waits(WORKSPACE, WaitGoal.LEDGER, TOO_SHORT_WITHOUT_ALL)).isFalse();
      producer.commitTransaction();
    }
    assertThat(waits(WORKSPACE, WaitGoal.LEDGER, ENOUGH)).isTrue();
  }

  private boolean waits(WorkspaceId workspace, WaitGoal until, Duration bound) {
    return pipeline.await(workspace, until, bound).caughtUp();
  }

  private final class KnownProgress implements ServiceProgress {
    @Override
    public Optional<Progress> of(Service service, WorkspaceId workspace) {
      return Optional.ofNullable(progress.get(service))
          .map(known ->
              new Progress(known.definitions(), known.pending(), failing.get(), stopped.get()));
    }
  }

  private static final class NowClock implements ClockStore {
    @Override
    public Outcome step(String self, Supplier<Duration> largestStep) {
      return tickOnce(largestStep.get());
    }

    @Override
    public Outcome tickOnce(Duration largestStep) {
      return new Outcome(new TickerRow.Tick(Instant.now()), Map.of());
    }

    @Override
    public TickerRow read() {
      return new TickerRow(Instant.now(), "test", null);
    }

    @Override
    public void resume() {}
  }
}
