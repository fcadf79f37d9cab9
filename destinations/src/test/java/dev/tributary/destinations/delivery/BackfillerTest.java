package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.infra.SeparateBroker;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in one backfill delays no other, and is reported on its run. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackfillerTest {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final String OTHER = "wsp_2";
  private static final ModelId MODEL = new ModelId("mdl_1");
  private static final String NEWER_TYPE = "dev.tributary.row.v2";
  private static final String NO_JSON = "{";

  private static SeparateBroker broker;
  private static KafkaClients kafka;
  private Bench bench;

  @BeforeAll
  static void startBroker() {
    broker = SeparateBroker.start();
    kafka = new KafkaClients(broker.bootstrapServers());
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(() -> {
          try (Admin admin = kafka.admin("topics")) {
            new Topics(admin, (short) 1, -1).ensure();
          }
          return true;
        });
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void prepare() {
    bench = Bench.allowing(EffectClass.A);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void anUnreadableRowOfAnotherWorkspaceStopsNoBackfill() throws Exception {
    SyncId sync = bench.modelSync(bench.destination(), new ModelId("mdl_readable"), null);
    send(new WorkspaceId(OTHER), RowChange.TYPE, NO_JSON);
    send(new WorkspaceId(OTHER), NEWER_TYPE, "{\"table\":\"mdl_readable\"}");
    sendOfNoWorkspace();
    send(bench.row(new ModelId("mdl_readable"), "r1", RowChange.Change.ADDED, columns("r1")));
    startBackfiller();
    awaitState(sync, "done");
    assertThat(of(sync, "seen")).isEqualTo("1");
    assertThat(of(sync, "skipped")).isEqualTo("0");
  }

  /** Last, because what names no model concerns each later run of the workspace. */
  @Test
  @Order(Integer.MAX_VALUE)
  void anUnreadableRowIsSkippedAndReportedOnTheRunsOfItsWorkspace() throws Exception {
    SyncId sync = bench.modelSync(bench.destination(), new ModelId("mdl_half"), null);
    RecordMetadata first = send(Bench.WORKSPACE, RowChange.TYPE, NO_JSON);
    send(Bench.WORKSPACE, NEWER_TYPE, "{\"table\":\"mdl_half\"}");
    send(Bench.WORKSPACE, RowChange.TYPE, "{\"model\":\"mdl_another\",\"change\":\"bent\"}");
    send(bench.row(new ModelId("mdl_half"), "r1", RowChange.Change.ADDED, columns("r1")));
    startBackfiller();
    awaitState(sync, "done");
    assertThat(of(sync, "seen")).isEqualTo("1");
    assertThat(of(sync, "skipped")).as("what names another model is not counted").isEqualTo("2");
    assertThat(of(sync, "first_skipped"))
        .isEqualTo("rows-%d at offset %d".formatted(first.partition(), first.offset()));
  }

  @Test
  void aRowThatTheDatabaseRefusesIsSkippedAndItsNeighboursAreNot() throws Exception {
    SyncId sync = bench.modelSync(bench.destination(), new ModelId("mdl_refused"), null);
    send(bench.row(new ModelId("mdl_refused"), "r1", RowChange.Change.ADDED, columns("r1")));
    send(bench.row(new ModelId("mdl_refused"), "r2", RowChange.Change.ADDED, columns("r\u00002")));
    send(bench.row(new ModelId("mdl_refused"), "r3", RowChange.Change.ADDED, columns("r3")));
    startBackfiller();
    awaitState(sync, "done");
    assertThat(of(sync, "seen")).isEqualTo("2");
    assertThat(of(sync, "skipped")).isEqualTo("1");
    assertThat(bench.number("select count(*) from delivery where sync = '%s'".formatted(sync)))
        .isEqualTo(2);
  }

  @Test
  void aRowThatOverflowsTheStackIsSkipped() throws Exception {
    SyncId sync = bench.modelSync(bench.destination(), new ModelId("mdl_deep"), null);
    send(bench.row(new ModelId("mdl_deep"), "r1", RowChange.Change.ADDED, columns("r1")));
    bench.backfiller(kafka, _ -> Optional.of(overflowing()), () -> true).start();
    awaitState(sync, "done");
    assertThat(of(sync, "seen")).isEqualTo("0");
    assertThat(of(sync, "skipped")).isEqualTo("1");
  }

  /** A model of people whose identifiers cannot be read without an error. */
  private static ModelBody overflowing() {
    Map<String, String> identifiers =
        new AbstractMap<>() {
          @Override
          public Set<Map.Entry<String, String>> entrySet() {
            throw new StackOverflowError("A model that is followed too deep");
          }
        };
    return new ModelBody(
        ModelBody.PERSON,
        List.of("id"),
        Map.of(),
        new ModelBody.Mapping(identifiers, Map.of(), Map.of(), Map.of(), null));
  }

  @Test
  void workspacesTakeTurns() throws Exception {
    bench.apply(
        IntStream.range(0, 900)
            .mapToObj(i ->
                bench.updated(
                    Bench.person(
                        new ProfileId("prf_%03d".formatted(i)), 1, i + "@example.org", "Ann")))
            .toArray(Message[]::new));
    SyncId large = bench.profileSync(bench.destination());
    bench.copyDefinitionsTo(new WorkspaceId(OTHER));
    startBackfiller();
    awaitState(large, "done");
    awaitState(new SyncId(large + "_2"), "done");
    assertThat(of(large, "seen")).isEqualTo("900");
    assertThat(
            bench.text("select sync from sync_run where state = 'done' order by ended_at limit 1"))
        .as("which ended first, although it began last")
        .isEqualTo(large + "_2");
  }

  /** The topic has lost records: what was read, or only what was to be read. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "900000"})
  void aRunWhoseEndTheTopicDoesNotReachEndsAsFailed(String next) throws Exception {
    SyncId sync = running("{\"next\":{\"3\":%s},\"ends\":{\"3\":1000000}}".formatted(next));
    bench.copyDefinitionsTo(new WorkspaceId(OTHER));
    startBackfiller();
    awaitState(sync, "failed");
    assertThat(of(sync, "words")).contains("rows-3").contains("1000000");
    assertThat(of(sync, "ended_at")).isNotEmpty();
    awaitState(new SyncId(sync + "_2"), "done");
  }

  @Test
  void aRunWhoseTopicWasCreatedAnewEndsAsFailed() throws Exception {
    SyncId sync = running("{\"next\":{},\"ends\":{\"3\":1},\"topic\":\"another\"}");
    startBackfiller();
    awaitState(sync, "failed");
    assertThat(of(sync, "words")).contains("created again");
  }

  @Test
  void aChangeOfTagsAndNameStartsNoRunAndTheRunUnderWayGoesOn() throws Exception {
    SyncId sync = running("");
    revise(sync, "{filing}", "{\"tags\": [\"shop\"], \"folder\": null, \"owner\": null}");
    bench.execute("update definition set name = 'Rows' where id = '%s'".formatted(sync));
    startBackfiller();
    awaitState(sync, "done");
    assertThat(of(sync, "id")).isEqualTo("run_0");
    assertThat(of(sync, "sync_version")).isEqualTo("2");
    revise(sync, "{filing,tags}", "[]");
    await().atMost(BOUND).until(() -> of(sync, "sync_version").equals("3"));
    assertThat(runs(sync)).as("a run that has ended counts for the new version too").isOne();
  }

  @Test
  void aChangeAndItsReversalStartARun() throws Exception {
    SyncId sync = running("");
    revise(sync, "{mode}", "\"upsert\"");
    revise(sync, "{mode}", "\"mirror\"");
    startBackfiller();
    await().atMost(BOUND).until(() -> runs(sync) == 2);
    assertThat(of(sync, "state")).isEqualTo("superseded");
  }

  private long runs(SyncId sync) throws SQLException {
    return bench.number("select count(*) from sync_run where sync = '%s'".formatted(sync));
  }

  /** A new version of a sync, with the history that belongs to it. */
  private void revise(SyncId sync, String path, String value) throws SQLException {
    keepVersion(sync);
    bench.execute(
        """
        update definition set version = version + 1, spec = jsonb_set(spec, '%s', '%s')
        where id = '%s'\
        """
            .formatted(path, value, sync));
    keepVersion(sync);
  }

  private void keepVersion(SyncId sync) throws SQLException {
    bench.execute(
        """
        insert into definition_version (workspace, kind, id, version, key, name, spec, deleted, at)
        select workspace, kind, id, version, key, name, spec, deleted, updated_at from definition
        where id = '%s' on conflict do nothing\
        """
            .formatted(sync));
  }

  /** A sync of rows whose run has come to this place. */
  private SyncId running(String place) throws SQLException {
    SyncId sync = bench.modelSync(bench.destination(), MODEL, null);
    bench.execute(
        """
        insert into sync_run (id, workspace, sync, sync_version, state, place)
        values ('run_0', '%s', '%s', 1, 'running', '%s')\
        """
            .formatted(Bench.WORKSPACE, sync, place));
    return sync;
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void aRunThatFailsHoldsUpNoOtherAndGoesOnLater(Class<? extends Throwable> failure)
      throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    DestinationId destination = bench.destination();
    ModelId broke = new ModelId("mdl_" + failure.getSimpleName());
    SyncId failing = bench.modelSync(destination, broke, null);
    bench.profileSync(destination);
    bench.copyDefinitionsTo(new WorkspaceId(OTHER));
    send(bench.row(broke, "r1", RowChange.Change.ADDED, columns("r1")));
    bench
        .backfiller(
            kafka,
            model -> {
              if (broken.get()) {
                if (failure == StackOverflowError.class) {
                  throw new StackOverflowError("of " + model);
                }
                throw new IllegalStateException("of " + model);
              }
              return Optional.empty();
            },
            () -> true)
        .start();
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(bench.number("select count(*) from sync_run where state = 'done'"))
                .as("backfills of people, in both workspaces")
                .isEqualTo(2));
    await().atMost(BOUND).until(() -> Integer.parseInt(of(failing, "failures")) > 1);
    assertThat(of(failing, "words")).contains(failure.getSimpleName());
    assertThat(of(failing, "state")).isEqualTo("running");
    broken.set(false);
    awaitState(failing, "done");
    assertThat(of(failing, "seen")).isEqualTo("1");
    assertThat(of(failing, "words")).isEmpty();
  }

  @Test
  void aReplaySendsPastEventsOnceAndNoneThatTheSyncHasHad() throws Exception {
    Instant begin = Instant.now();
    Message had = bench.updated(person("prf_replay", 1), Bench.event("evt_had", Map.of()));
    Message missed = bench.updated(person("prf_replay", 2), Bench.event("evt_missed", Map.of()));
    SyncId sync = bench.eventSync(bench.destination());
    startBackfiller();
    awaitState(sync, "done");
    bench.apply(had);
    for (Message each : List.of(had, missed, missed)) {
      send(each);
    }
    replay(sync, "run_replay", begin);
    await().atMost(BOUND).until(() -> ofRun("run_replay", "state").equals("done"));
    assertThat(ofRun("run_replay", "changed")).isEqualTo("1");
    assertThat(events(sync)).containsExactly("evt_had", "evt_missed");
    replay(sync, "run_second", begin);
    await().atMost(BOUND).until(() -> ofRun("run_second", "state").equals("done"));
    assertThat(ofRun("run_second", "changed")).as("the sync has had all").isEqualTo("0");
    assertThat(events(sync)).containsExactly("evt_had", "evt_missed");
  }

  @Test
  void aReplayTakesNothingFromBeforeItsTimeAndSkipsWhatCannotBeRead() throws Exception {
    SyncId sync = bench.eventSync(bench.destination());
    startBackfiller();
    awaitState(sync, "done");
    send(bench.updated(person("prf_before", 1), Bench.event("evt_before", Map.of())));
    Instant since = Instant.now().plusMillis(1);
    await().until(() -> Instant.now().isAfter(since.plusMillis(1)));
    send(bench.updated(person("prf_after", 1), Bench.event("evt_after", Map.of())));
    sendProfile(NO_JSON);
    replay(sync, "run_since", since);
    await().atMost(BOUND).until(() -> ofRun("run_since", "state").equals("done"));
    assertThat(events(sync)).containsExactly("evt_after");
    assertThat(ofRun("run_since", "skipped")).isEqualTo("1");
  }

  private void replay(SyncId sync, String run, Instant since) throws SQLException {
    bench.execute(
        """
        insert into sync_run (id, workspace, sync, sync_version, state, events_since)
        values ('%s', '%s', '%s', 1, 'running', '%s')\
        """
            .formatted(run, Bench.WORKSPACE, sync, since));
  }

  private String ofRun(String run, String column) throws SQLException {
    return bench.text("select %s from sync_run where id = '%s'".formatted(column, run));
  }

  /** The ids of the events that a sync has had, in order. */
  private List<String> events(SyncId sync) throws SQLException {
    return List.of(
        bench
            .text(
                """
                select string_agg(split_part(record_key, '/', 1), ',' order by record_key)
                from delivery where sync = '%s'\
                """
                    .formatted(sync))
            .split(","));
  }

  private static ProfileState person(String profile, long version) {
    return Bench.person(new ProfileId(profile), version, profile + "@example.org", "Ann");
  }

  @Test
  void aRunOfASyncThatCannotBeReadWaitsForAVersionThatCan() throws Exception {
    SyncId sync = bench.profileSync(bench.destination());
    bench.execute(
        """
        insert into sync_run (id, workspace, sync, sync_version, state)
        values ('run_0', '%s', '%s', 1, 'running')\
        """
            .formatted(Bench.WORKSPACE, sync));
    bench.execute(
        "update definition set spec = jsonb_set(spec, '{mode}', '\"future\"')"
            + " where id = '%s'".formatted(sync));
    startBackfiller();
    await().atMost(BOUND).until(() -> of(sync, "words").contains("cannot read"));
    assertThat(of(sync, "state")).isEqualTo("running");
  }

  @Test
  void nothingIsBackfilledWhileTheLogDoesNotBelongToTheDatabase() throws Exception {
    AtomicBoolean belongs = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    SyncId sync = bench.modelSync(bench.destination(), MODEL, null);
    bench
        .backfiller(
            kafka,
            _ -> Optional.empty(),
            () -> {
              asked.incrementAndGet();
              return belongs.get();
            })
        .start();
    await().atMost(BOUND).until(() -> asked.get() > 3);
    assertThat(bench.number("select count(*) from sync_run where place <> ''")).isZero();
    belongs.set(true);
    awaitState(sync, "done");
  }

  private void startBackfiller() {
    bench.backfiller(kafka, _ -> Optional.empty(), () -> true).start();
  }

  private void awaitState(SyncId sync, String state) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(of(sync, "state")).as(sync.value()).isEqualTo(state));
  }

  /** A column of a sync's run; empty if that is null or there is no run. */
  private String of(SyncId sync, String column) throws SQLException {
    return bench.text(
        "select coalesce(%s::text, '') from sync_run where sync = '%s' order by started_at"
            .formatted(column, sync));
  }

  private static Map<String, JsonNode> columns(String id) {
    return Map.of("id", TextNode.valueOf(id), "total", IntNode.valueOf(1));
  }

  private static RecordMetadata send(WorkspaceId workspace, String type, String value)
      throws Exception {
    MessageHeaders headers =
        new MessageHeaders("msg_1", type, workspace, "msg_1", Instant.EPOCH, null);
    return send(
        Message.of(Topic.ROWS, "unreadable", value.getBytes(StandardCharsets.UTF_8), headers));
  }

  private static void sendProfile(String value) throws Exception {
    MessageHeaders headers =
        new MessageHeaders(
            "msg_2", ProfileMessage.TYPE, Bench.WORKSPACE, "msg_2", Instant.EPOCH, null);
    send(Message.of(Topic.PROFILES, "unreadable", value.getBytes(StandardCharsets.UTF_8), headers));
  }

  /** Its header names no workspace: the header's value is null. */
  private static void sendOfNoWorkspace() throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topic.ROWS.topicName(), new byte[] {1}, NO_JSON.getBytes(StandardCharsets.UTF_8));
    record.headers().add(MessageHeaders.WORKSPACE, null);
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 120_000)) {
      producer.send(record).get();
    }
  }

  private static RecordMetadata send(Message message) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 120_000)) {
      return producer.send(Topics.toRecord(message)).get();
    }
  }
}
