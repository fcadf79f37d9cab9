package dev.tributary.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.infra.Port;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import dev.tributary.runtime.outbox.Outbox;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.postgres.TransactionListener;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.view.DefinitionView;
import dev.tributary.runtime.view.FollowerFeed;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ServiceWithoutBroker.class)
class DefinitionsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Ids IDS = new Ids(Clock.systemUTC(), new Random());
  private static TestDatabase database;
  private static KafkaClients kafka;
  private static DefinitionPublisher publisher;

  record Rule(String text, String secret) {}

  record PublicRule(String text) {}

  private static final Kind<Rule> KIND =
      new Kind<>(
          "audience",
          Ids.AUDIENCE,
          Topic.AUDIENCES,
          Rule.class,
          rule -> new PublicRule(rule.text()));

  private DefinitionStore<Rule> store;
  private WorkspaceId workspace;

  @BeforeAll
  static void prepare() throws Exception {
    kafka = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    TestTopics.ensure(kafka);
    database = ServiceDefinitions.database();
    publisher = newPublisher();
    publisher.start();
  }

  private static DefinitionPublisher newPublisher() {
    return new DefinitionPublisher(
        database.worker(),
        kafka,
        IDS,
        Clock.systemUTC(),
        database.coordinates().name(),
        () -> true);
  }

  @AfterAll
  static void close() {
    publisher.close();
    database.close();
  }

  @BeforeEach
  void openStore() {
    workspace = new WorkspaceId(IDS.next(Ids.WORKSPACE));
    store = store(1_000);
  }

  private DefinitionStore<Rule> store(int quota) {
    return new DefinitionStore<>(
        ServiceDefinitions.definitions(TransactionListener.NONE),
        publisher::wake,
        KIND,
        IDS,
        Clock.systemUTC(),
        new Quotas(Map.of(KIND.name(), quota), 0));
  }

  @Test
  void whatIsCreatedIsFoundByIdAndByKey() {
    StoredDefinition<Rule> created = create("vip");
    assertThat(created.version()).isEqualTo(1);
    assertThat(created.id()).startsWith(Ids.AUDIENCE);
    assertThat(store.require(workspace, created.id())).isEqualTo(created);
    assertThat(store.require(workspace, "vip")).isEqualTo(created);
    refused(
        Problems.NOT_FOUND.code(), () -> store.require(new WorkspaceId("wsp_other"), created.id()));
  }

  @Test
  void aKeyThatIsAnotherOnesIdIsRefused() {
    StoredDefinition<Rule> first = create("first");
    refused("key-taken", () -> create(first.id()));
  }

  @Test
  void aTakenKeyIsRefusedUntilItsObjectIsDeleted() {
    StoredDefinition<Rule> created = create("vip");
    StoredDefinition<Rule> other = create("other");
    refused("key-taken", () -> create("vip"));
    refused(
        "key-taken",
        () -> store.update(workspace, other.id(), null, it -> it.with("vip", "n", it.spec())));
    store.delete(workspace, created.id(), null);
    refused("not-found", () -> store.require(workspace, "vip"));
    refused("not-found", () -> store.delete(workspace, "vip", null));
    assertThat(create("vip").id()).isNotEqualTo(created.id());
  }

  @Test
  void aChangeNeedsTheVersionThatItsSenderHasSeen() {
    StoredDefinition<Rule> created = create("vip");
    StoredDefinition<Rule> second =
        store.update(
            workspace, "vip", 1L, it -> it.with("vip", "new name", new Rule("other", "s")));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.createdAt()).isEqualTo(created.createdAt());
    refused("version-mismatch", () -> store.update(workspace, "vip", 1L, it -> it));
    refused("version-mismatch", () -> store.delete(workspace, "vip", 1L));
    refused(
        "conflict",
        () ->
            store.delete(
                workspace,
                "vip",
                2L,
                current -> {
                  throw Problems.CONFLICT.problem("at " + current.updatedAt());
                }));
    assertThat(store.update(workspace, "vip", 2L, it -> it)).isEqualTo(second);
    assertThat(store.require(workspace, "vip")).isEqualTo(second);
  }

  @Test
  void aRepeatedRequestAnswersWhatTheFirstOneCreated() {
    Idempotency once = new Idempotency("k1", "hash");
    StoredDefinition<Rule> first = store.create(workspace, "vip", "n", new Rule("t", "s"), once);
    assertThat(store.create(workspace, "vip", "n", new Rule("t", "s"), once)).isEqualTo(first);
    refused(
        "idempotency-key-reused",
        () ->
            store.create(
                workspace, "x", "n", new Rule("t", "s"), new Idempotency("k1", "another")));
    store.delete(workspace, "vip", null);
    refused("conflict", () -> store.create(workspace, "vip", "n", new Rule("t", "s"), once));
  }

  @Test
  void ofRequestsThatRaceForAKeyOneWinsAndTheOthersAreTold() throws Exception {
    List<String> outcomes = new ArrayList<>();
    for (Future<StoredDefinition<Rule>> each : race(() -> create("contested"))) {
      outcomes.add(outcome(each));
    }
    assertThat(outcomes).containsOnlyOnce("created").filteredOn("key-taken"::equals).hasSize(7);
  }

  /** Often, because the moment between two looks is short. */
  @RepeatedTest(40)
  void requestsThatRaceUnderOneIdempotencyKeyAreOneRequest(RepetitionInfo round) throws Exception {
    String key = "raced-" + round.getCurrentRepetition();
    Idempotency once = new Idempotency(key, "hash");
    Set<String> ids = new HashSet<>();
    for (Future<StoredDefinition<Rule>> each :
        race(() -> store.create(workspace, key, "n", new Rule("t", "s"), once))) {
      ids.add(each.get().id());
    }
    assertThat(ids).hasSize(1);
  }

  @Test
  void racingChangesAreAllCounted() throws Exception {
    create("counter");
    for (Future<StoredDefinition<Rule>> each :
        race(() ->
            store.update(
                workspace,
                "counter",
                null,
                it -> it.with(it.key(), it.name(), new Rule(it.spec().text() + "+", "s"))))) {
      each.get();
    }
    assertThat(store.require(workspace, "counter").spec().text()).isEqualTo("text" + "+".repeat(8));
    assertThat(store.require(workspace, "counter").version()).isEqualTo(9);
  }

  /** Else changes that wait for a connection to read would take all connections. */
  @Test
  void aCheckOfAChangeReadsInTheTransactionOfTheChange() throws Exception {
    create("counter");
    for (Future<StoredDefinition<Rule>> each :
        race(() ->
            store.update(
                workspace,
                "counter",
                null,
                it -> {
                  assertThat(store.all(workspace)).containsExactly(it);
                  assertThat(store.require(workspace, "counter")).isEqualTo(it);
                  return it.with(it.key(), it.name(), new Rule(it.spec().text() + "+", "s"));
                }))) {
      each.get();
    }
    assertThat(store.require(workspace, "counter").version()).isEqualTo(9);
  }

  @Test
  void whatIsPutIsMadeOnceAndChangedAfterwards() throws Exception {
    Set<String> ids = new HashSet<>();
    for (Future<StoredDefinition<Rule>> each :
        race(() -> store.put(workspace, "plan", "plan", new Rule("one", "s")))) {
      ids.add(each.get().id());
    }
    assertThat(ids).hasSize(1);
    assertThat(store.require(workspace, "plan").version()).isEqualTo(1);
    store.put(workspace, "plan", "plan", new Rule("two", "s"));
    assertThat(store.require(workspace, "plan").version()).isEqualTo(2);
    assertThat(store.require(workspace, "plan").spec().text()).isEqualTo("two");
  }

  /** The attack: one workspace creates more than the installation can carry, and all at once. */
  @Test
  void requestsThatRaceForTheLastPlacesDoNotGoPastTheQuota() throws Exception {
    store = store(5);
    Idempotency once = new Idempotency("first", "hash");
    StoredDefinition<Rule> first = store.create(workspace, "first", "n", new Rule("t", "s"), once);
    AtomicInteger number = new AtomicInteger();
    List<String> outcomes = new ArrayList<>();
    for (Future<StoredDefinition<Rule>> each :
        race(() -> create("key" + number.incrementAndGet()))) {
      outcomes.add(outcome(each));
    }
    assertThat(outcomes).filteredOn("created"::equals).hasSize(4);
    assertThat(outcomes).filteredOn("quota-reached"::equals).hasSize(4);

    refused("quota-reached", () -> store.put(workspace, "new", "n", new Rule("t", "s")));
    assertThat(store.put(workspace, "first", "n", new Rule("t2", "s")).version()).isEqualTo(2);
    assertThat(store.create(workspace, "first", "n", new Rule("t", "s"), once).id())
        .isEqualTo(first.id());
    String other = IDS.next(Ids.WORKSPACE);
    assertThat(
            store.create(new WorkspaceId(other), "first", "n", new Rule("t", "s"), null).version())
        .isEqualTo(1);
    store.delete(workspace, "first", null);
    assertThat(create("again").version()).isEqualTo(1);
  }

  @Test
  void aQuotaThatIsReachedSaysWhichItIsAndWhatToDo() {
    store = store(1);
    create("one");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> create("two"))
        .withMessageContaining("audience")
        .withMessageContaining("no more than 1")
        .withMessageContaining("tributary.quota.audience");
  }

  @Test
  void aListIsReadInParts() {
    for (int i = 0; i < 5; i++) {
      create("key" + i);
    }
    List<String> keys = new ArrayList<>();
    String cursor = null;
    do {
      Page<StoredDefinition<Rule>> page = store.list(workspace, cursor, 2);
      page.data().forEach(each -> keys.add(each.key()));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(keys).containsExactly("key0", "key1", "key2", "key3", "key4");
    assertThat(store.list(new WorkspaceId("wsp_other"), null, 2).data()).isEmpty();
  }

  @Test
  void everyVersionReachesTheViewsWithoutItsSecrets() {
    List<Definition> seen = new CopyOnWriteArrayList<>();
    try (DefinitionView view = view("live")) {
      view.onChange(definition -> {
        if (definition.workspace().equals(workspace)) {
          seen.add(definition);
        }
      });
      view.start();
      StoredDefinition<Rule> created = create("vip");
      await().atMost(BOUND).until(() -> view.find(created.id()).isPresent());
      store.update(workspace, "vip", null, it -> it.with("vip", "n2", new Rule("two", "hidden")));
      store.delete(workspace, "vip", null);
      await().atMost(BOUND).until(() -> seen.stream().anyMatch(Definition::deleted));
      assertThat(view.find(created.id())).isEmpty();
      assertThat(view.all(workspace)).isEmpty();
      assertThat(seen).extracting(Definition::version).containsExactly(1L, 2L, 3L);
      assertThat(seen.get(1).bodyAs(PublicRule.class)).isEqualTo(new PublicRule("two"));
      assertThat(seen).noneMatch(definition -> definition.body().toString().contains("hidden"));

      try (DefinitionView later = view("later")) {
        later.start();
        await().atMost(BOUND).until(later::caughtUp);
        assertThat(later.find(created.id())).isEmpty();
        assertThat(later.positions()).hasSize(Topic.AUDIENCES.partitions());
      }
    }
  }

  @Test
  void twoPublishersShareTheWorkAndLoseNothing() {
    try (DefinitionPublisher second = newPublisher();
        DefinitionView view = view("two")) {
      second.start();
      view.start();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ids.add(create("key" + i).id());
        (i % 2 == 0 ? publisher : second).wake();
      }
      await().atMost(BOUND).until(() -> ids.stream().allMatch(id -> view.find(id).isPresent()));
    }
  }

  @Test
  void anObjectOfALaterVersionIsLeftOutOfListsAndIsNotFoundAsSomethingElse() throws Exception {
    StoredDefinition<Rule> first = create("first");
    StoredDefinition<Rule> later = create("later");
    StoredDefinition<Rule> third = create("third");
    database.number(
        """
        with changed as (update definition set spec = '[]' where id = '%s' returning 1)
        select count(*) from changed\
        """
            .formatted(later.id()));
    assertThat(store.list(workspace, null, 50)).isEqualTo(new Page<>(List.of(first, third), null));
    Page<StoredDefinition<Rule>> page = store.list(workspace, null, 2);
    assertThat(page.data()).containsExactly(first);
    assertThat(store.list(workspace, page.nextCursor(), 2))
        .isEqualTo(new Page<>(List.of(third), null));
    refused("conflict", () -> store.require(workspace, "later"));
    refused("conflict", () -> store.delete(workspace, later.id(), null));
    refused("conflict", () -> create("later"));
    refused("conflict", () -> store.all(workspace));
    assertThat(store.require(workspace, "third")).isEqualTo(third);
  }

  @Test
  void whatCannotBeReadIsCountedUntilItCan() {
    try (DefinitionView view = view("unreadable");
        KafkaProducer<byte[], byte[]> producer = kafka.producer("unreadable-test", 10_000)) {
      view.onChange(fresh -> {
        if (fresh.key().equals("trap")) {
          throw new IllegalStateException("A listener that cannot apply it");
        }
      });
      view.start();
      write(producer, "aud_mended", "{ broken".getBytes(StandardCharsets.UTF_8));
      write(producer, "aud_gone", "[]".getBytes(StandardCharsets.UTF_8));
      write(producer, "aud_trap", definition("aud_trap", 1, "trap"));
      await().atMost(BOUND).untilAsserted(() -> assertThat(view.passedOver()).isEqualTo(3));
      write(producer, "aud_mended", definition("aud_mended", 1, "mended"));
      write(producer, "aud_gone", null);
      write(producer, "aud_trap", definition("aud_trap", 2, "free"));
      await().atMost(BOUND).untilAsserted(() -> assertThat(view.passedOver()).isZero());
      assertThat(view.find("aud_mended")).isPresent();
    }
  }

  @Test
  void whatCouldNeverBePublishedIsRefusedBeforeItIsCommitted() {
    String large = "x".repeat(Topic.MAX_MESSAGE_BYTES - 1_000);
    refused(
        "invalid", () -> store.create(workspace, "large", "name", new Rule(large, "hidden"), null));
    assertThat(store.list(workspace, null, 50).data()).isEmpty();
    StoredDefinition<Rule> small = create("small");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() ->
            store.update(
                workspace, "small", null, it -> it.with("small", "n", new Rule(large, "hidden"))))
        .satisfies(problem -> {
          assertThat(problem).hasMessageContaining("at most 6225920 bytes");
          assertThat(problem.code()).isEqualTo(Problems.INVALID);
        });
    assertThat(store.require(workspace, "small")).isEqualTo(small);
  }

  @Test
  void whatCanNeverBePublishedHoldsUpNoOtherWorkspace() throws Exception {
    try (DefinitionView view = view("beside")) {
      view.start();
      put("aud_large", Topic.AUDIENCES.topicName(), Topic.MAX_MESSAGE_BYTES + 1);
      put("aud_refused", Topic.AUDIENCES.topicName(), Topic.MAX_MESSAGE_BYTES - 10);
      put("aud_unknown", "a-topic-of-a-later-version", 10);
      String id = create("behind").id();
      await().atMost(BOUND).until(() -> view.find(id).isPresent());
      assertThat(publisher.unpublishable()).isEqualTo(3);
      database.number(
          "with deleted as (delete from definition_outbox returning 1) select count(*) from"
              + " deleted");
      await().atMost(BOUND).until(() -> publisher.unpublishable() == 0);
    }
  }

  private static void put(String id, String topic, int bytes) throws SQLException {
    database.number(
        """
        with added as (
          insert into definition_outbox (workspace, topic, id, payload)
          values ('wsp_outbox', '%s', '%s', decode(repeat('00', %d), 'hex')) returning 1)
        select count(*) from added\
        """
            .formatted(topic, id, bytes));
  }

  @Test
  void anEntryOfTheTrailThatIsTooLargeKeepsItsFirstFields() throws Exception {
    JsonNode value = TextNode.valueOf("x".repeat(100_000));
    AdministrationEntry entry =
        new AdministrationEntry(
            IDS.next(Ids.AUDIT_ENTRY),
            workspace,
            Instant.EPOCH,
            new AdministrationEntry.Actor("usr_1", "Ann", AdministrationEntry.Actor.Kind.PERSON),
            new AdministrationEntry.Act("putSync", "sync", "syn_1", "name"),
            new AdministrationEntry.Result(AdministrationEntry.Outcome.DONE, 200, 1),
            new AdministrationEntry.Origin("destinations", "req_1", null),
            IntStream.range(0, 200)
                .mapToObj(i -> FieldChange.open("/field" + i, null, value))
                .toList());
    try (TestDatabase own = TestDatabase.migrated("entries")) {
      new RequestDatabase(own.request())
          .unwitnessed(
              workspace,
              tx -> {
                Outbox.add(tx, entry);
                return entry;
              });
      assertThat(own.number("select octet_length(payload) from definition_outbox"))
          .isBetween(1_000_000L, (long) Topic.MAX_CONTENT_BYTES);
      assertThat(
              own.number(
                  """
                  select count(*) from definition_outbox
                  where convert_from(payload, 'UTF8') like '%/field0"%More fields were changed%'\
                  """))
          .isEqualTo(1);
    }
  }

  @Test
  void anOutboxThatStandsStillIsShownAfterAMinute() throws Exception {
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    try (TestDatabase own = TestDatabase.migrated("standing");
        DefinitionPublisher stuck =
            new DefinitionPublisher(
                own.worker(),
                new KafkaClients("localhost:" + Port.free()),
                IDS,
                new AheadClock(ahead::get),
                "standing",
                () -> true)) {
      stuck.start();
      await().atMost(BOUND).until(stuck::caughtUp);
      own.number(
          """
          with added as (
            insert into definition_outbox (workspace, topic, id, payload)
            values ('wsp_1', 'audiences', 'aud_1', '{}') returning 1)
          select count(*) from added\
          """);
      await()
          .atMost(BOUND)
          .until(() -> {
            ahead.updateAndGet(already -> already.plusMinutes(2));
            return stuck.standing();
          });
      own.number(
          "with deleted as (delete from definition_outbox returning 1) select count(*) from"
              + " deleted");
      await().atMost(BOUND).until(() -> !stuck.standing());
    }
  }

  /** The system's clock, ahead by a time that the test changes. */
  private static final class AheadClock extends Clock {
    private final Supplier<Duration> ahead;

    AheadClock(Supplier<Duration> ahead) {
      this.ahead = ahead;
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void anErrorOfAListenerEndsNoView() {
    try (DefinitionView view = view("error");
        KafkaProducer<byte[], byte[]> producer = kafka.producer("error-test", 10_000)) {
      view.onChange(fresh -> {
        if (fresh.key().equals("deep") && fresh.version() == 1) {
          throw new StackOverflowError("A listener that follows a definition too deep");
        }
      });
      view.start();
      write(producer, "aud_deep", definition("aud_deep", 1, "deep"));
      await().atMost(BOUND).untilAsserted(() -> assertThat(view.passedOver()).isEqualTo(1));
      write(producer, "aud_beside", definition("aud_beside", 1, "beside"));
      await().atMost(BOUND).until(() -> view.find("aud_beside").isPresent());
      write(producer, "aud_deep", definition("aud_deep", 2, "deep"));
      await().atMost(BOUND).untilAsserted(() -> assertThat(view.passedOver()).isZero());
    }
  }

  @Test
  void aDefinitionOfALaterMajorVersionIsPassedOverAndTheLastGoodVersionStays() {
    try (DefinitionView view = view("later-major");
        KafkaProducer<byte[], byte[]> producer = kafka.producer("later-major-test", 10_000)) {
      view.start();
      write(producer, Definition.TYPE, "aud_typed", definition("aud_typed", 1, "first"));
      await().atMost(BOUND).until(() -> view.find("aud_typed").isPresent());
      write(
          producer,
          "dev.tributary.definition.v2",
          "aud_typed",
          definition("aud_typed", 2, "second"));
      await().atMost(BOUND).untilAsserted(() -> assertThat(view.passedOver()).isEqualTo(1));
      assertThat(view.find("aud_typed")).map(Definition::key).hasValue("first");
      write(producer, Definition.TYPE, "aud_typed", definition("aud_typed", 3, "third"));
      await().atMost(BOUND).untilAsserted(() -> assertThat(view.passedOver()).isZero());
      assertThat(view.find("aud_typed")).map(Definition::key).hasValue("third");
    }
  }

  private static void write(
      KafkaProducer<byte[], byte[]> producer, String type, String id, byte[] value) {
    MessageHeaders headers =
        new MessageHeaders(
            "msg_1", type, new WorkspaceId("wsp_unreadable"), "msg_1", Instant.EPOCH, null);
    producer.send(Topics.toRecord(Message.of(Topic.AUDIENCES, id, value, headers)));
    producer.flush();
  }

  private static void write(
      KafkaProducer<byte[], byte[]> producer, String id, byte @Nullable [] value) {
    producer.send(
        new ProducerRecord<>(
            Topic.AUDIENCES.topicName(), id.getBytes(StandardCharsets.UTF_8), value));
    producer.flush();
  }

  private static byte[] definition(String id, long version, String key) {
    return Json.write(
        new Definition(
            new WorkspaceId("wsp_unreadable"),
            id,
            version,
            key,
            key,
            false,
            Json.MAPPER.createObjectNode()));
  }

  private static DefinitionView view(String name) {
    return new DefinitionView(Topic.AUDIENCES, new FollowerFeed(kafka, name));
  }

  private StoredDefinition<Rule> create(String key) {
    return store.create(workspace, key, "name", new Rule("text", "hidden"), null);
  }

  private static List<Future<StoredDefinition<Rule>>> race(Callable<StoredDefinition<Rule>> work)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<StoredDefinition<Rule>>> racers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        racers.add(work);
      }
      return threads.invokeAll(racers);
    }
  }

  private static String outcome(Future<StoredDefinition<Rule>> future) throws InterruptedException {
    try {
      future.get();
      return "created";
    } catch (ExecutionException e) {
      return e.getCause() instanceof Problem problem ? problem.code().code() : e.toString();
    }
  }

  private static void refused(String code, Callable<?> work) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(work::call)
        .satisfies(problem -> assertThat(problem.code().code()).isEqualTo(code));
  }

  private static void refused(String code, Runnable work) {
    refused(code, Executors.callable(work));
  }
}
