package dev.tributary.runtime.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

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
  private String workspace;

  @BeforeAll
  static void prepare() throws Exception {
    kafka = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    TestTopics.ensure(kafka);
    database = TestDatabase.migrated("definitions");
    publisher =
        new DefinitionPublisher(
            database.worker(), kafka, IDS, Clock.systemUTC(), database.coordinates().name());
    publisher.start();
  }

  @AfterAll
  static void close() {
    publisher.close();
    database.close();
  }

  @BeforeEach
  void openStore() {
    workspace = IDS.next(Ids.WORKSPACE);
    store = store(1_000);
  }

  private static DefinitionStore<Rule> store(int quota) {
    return new DefinitionStore<>(
        new RequestDatabase(database.request()),
        publisher,
        KIND,
        IDS,
        Clock.systemUTC(),
        new Quotas(Map.of(KIND.name(), quota), 0));
  }

  @Test
  void whatIsCreatedIsFoundByIdAndByKey() {
    Stored<Rule> created = create("vip");
    assertThat(created.version()).isEqualTo(1);
    assertThat(created.id()).startsWith(Ids.AUDIENCE);
    assertThat(store.require(workspace, created.id())).isEqualTo(created);
    assertThat(store.require(workspace, "vip")).isEqualTo(created);
    refused(Problems.NOT_FOUND.code(), () -> store.require("wsp_other", created.id()));
  }

  @Test
  void aKeyThatIsAnotherOnesIdIsRefused() {
    Stored<Rule> first = create("first");
    refused("key-taken", () -> create(first.id()));
  }

  @Test
  void aTakenKeyIsRefusedUntilItsObjectIsDeleted() {
    Stored<Rule> created = create("vip");
    Stored<Rule> other = create("other");
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
    Stored<Rule> created = create("vip");
    Stored<Rule> second =
        store.update(
            workspace, "vip", 1L, it -> it.with("vip", "new name", new Rule("other", "s")));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.createdAt()).isEqualTo(created.createdAt());
    refused("version-mismatch", () -> store.update(workspace, "vip", 1L, it -> it));
    refused("version-mismatch", () -> store.delete(workspace, "vip", 1L));
    assertThat(store.update(workspace, "vip", 2L, it -> it)).isEqualTo(second);
    assertThat(store.require(workspace, "vip")).isEqualTo(second);
  }

  @Test
  void aRepeatedRequestAnswersWhatTheFirstOneCreated() {
    Idempotency once = new Idempotency("k1", "hash");
    Stored<Rule> first = store.create(workspace, "vip", "n", new Rule("t", "s"), once);
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
    for (Future<Stored<Rule>> each : race(() -> create("contested"))) {
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
    for (Future<Stored<Rule>> each :
        race(() -> store.create(workspace, key, "n", new Rule("t", "s"), once))) {
      ids.add(each.get().id());
    }
    assertThat(ids).hasSize(1);
  }

  @Test
  void racingChangesAreAllCounted() throws Exception {
    create("counter");
    for (Future<Stored<Rule>> each :
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

  @Test
  void whatIsPutIsMadeOnceAndChangedAfterwards() throws Exception {
    Set<String> ids = new HashSet<>();
    for (Future<Stored<Rule>> each :
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
    Stored<Rule> first = store.create(workspace, "first", "n", new Rule("t", "s"), once);
    AtomicInteger number = new AtomicInteger();
    List<String> outcomes = new ArrayList<>();
    for (Future<Stored<Rule>> each : race(() -> create("key" + number.incrementAndGet()))) {
      outcomes.add(outcome(each));
    }
    assertThat(outcomes).filteredOn("created"::equals).hasSize(4);
    assertThat(outcomes).filteredOn("quota-reached"::equals).hasSize(4);

    refused("quota-reached", () -> store.put(workspace, "new", "n", new Rule("t", "s")));
    assertThat(store.put(workspace, "first", "n", new Rule("t2", "s")).version()).isEqualTo(2);
    assertThat(store.create(workspace, "first", "n", new Rule("t", "s"), once).id())
        .isEqualTo(first.id());
    String other = IDS.next(Ids.WORKSPACE);
    assertThat(store.create(other, "first", "n", new Rule("t", "s"), null).version()).isEqualTo(1);
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
      Page<Stored<Rule>> page = store.list(workspace, cursor, 2);
      page.data().forEach(each -> keys.add(each.key()));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(keys).containsExactly("key0", "key1", "key2", "key3", "key4");
    assertThat(store.list("wsp_other", null, 2).data()).isEmpty();
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
      Stored<Rule> created = create("vip");
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
    try (DefinitionPublisher second =
            new DefinitionPublisher(
                database.worker(), kafka, IDS, Clock.systemUTC(), database.coordinates().name());
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

  private static DefinitionView view(String name) {
    return new DefinitionView(Topic.AUDIENCES, kafka, name);
  }

  private Stored<Rule> create(String key) {
    return store.create(workspace, key, "name", new Rule("text", "hidden"), null);
  }

  private static List<Future<Stored<Rule>>> race(Callable<Stored<Rule>> work)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Stored<Rule>>> racers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        racers.add(work);
      }
      return threads.invokeAll(racers);
    }
  }

  private static String outcome(Future<Stored<Rule>> future) throws InterruptedException {
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
