package dev.tributary.definitions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.RepublishedDefinitions;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.AcceptedLog;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import dev.tributary.runtime.postgres.TransactionListener;
import dev.tributary.runtime.view.DefinitionView;
import dev.tributary.runtime.view.FollowerFeed;
import dev.tributary.testkit.infra.SeparateBroker;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service publishes nothing to a log that its database does not belong to. */
@QuarkusTest
@WithTestResource(ServiceWithoutBroker.class)
class AnotherLogTest {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final Pattern CODE = Pattern.compile("ACCEPT_LOG=([0-9a-f]+)");
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_log");
  private static final Ids IDS = new Ids(Clock.systemUTC(), new Random());

  record Rule(String text) {}

  private static final Kind<Rule> KIND =
      new Kind<>("audience", Ids.AUDIENCE, Topic.AUDIENCES, Rule.class, rule -> rule);

  private static SeparateBroker broker;
  private static KafkaClients kafka;
  private final AtomicInteger acceptances = new AtomicInteger();
  private TestDatabase database;

  @BeforeAll
  static void start() {
    broker = SeparateBroker.start();
    kafka = new KafkaClients(broker.bootstrapServers());
    TestTopics.ensure(kafka);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    database = ServiceDefinitions.database();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A service's part that publishes. */
  private final class Service implements AutoCloseable {
    final WriterGuard guard;
    final DefinitionPublisher publisher;
    final DefinitionStore<Rule> store;

    Service(KafkaClients clients) {
      AcceptedLog counted = (_, _) -> acceptances.incrementAndGet();
      List<AcceptedLog> parts =
          List.of(
              (tx, topics) -> new RepublishedDefinitions(List.of(store())).accepted(tx, topics),
              counted);
      guard = new WriterGuard("writer", clients, database.worker(), parts);
      publisher =
          new DefinitionPublisher(
              database.worker(),
              clients,
              IDS,
              Clock.systemUTC(),
              database.coordinates().name(),
              guard::permits);
      store = storing(publisher::wake);
      guard.start(Set.of(Topic.AUDIENCES.topicName(), Topic.SYNCS.topicName()));
      publisher.start();
    }

    private DefinitionStore<Rule> store() {
      return store;
    }

    String create(String key) {
      return store.create(WORKSPACE, key, "name", new Rule(key), null).id();
    }

    String awaitProblem() {
      await().atMost(BOUND).until(() -> guard.problem() != null);
      return requireNonNull(guard.problem());
    }

    void accept(String problem) {
      Matcher matcher = CODE.matcher(problem);
      assertThat(matcher.find()).as(problem).isTrue();
      guard.accept(Set.of(matcher.group(1)));
    }

    @Override
    public void close() {
      publisher.close();
      guard.close();
    }
  }

  private static DefinitionStore<Rule> storing(Runnable wake) {
    return new DefinitionStore<>(
        ServiceDefinitions.definitions(TransactionListener.NONE),
        wake,
        KIND,
        IDS,
        Clock.systemUTC(),
        new Quotas(Map.of(), 1_000));
  }

  @Test
  void definitionsArePublishedAgainOnceARecreatedTopicIsAccepted() throws Exception {
    try (Service service = new Service(kafka)) {
      String kept = service.create("kept");
      String gone = service.create("gone");
      service.store.delete(WORKSPACE, gone, null);
      await().atMost(BOUND).until(() -> TestTopics.ends(kafka, Topic.AUDIENCES) >= 3);
      await().atMost(BOUND).until(() -> waiting() == 0);
      TestTopics.recreate(kafka, Topic.AUDIENCES);
      service.guard.accept(Set.of("000000000000"));

      String problem = service.awaitProblem();
      assertThat(problem).contains("audiences").contains("deleted and created again");
      assertThat(problem).doesNotContain("syncs");
      assertThat(service.guard.permits()).isFalse();
      assertThat(service.guard.another(Topic.AUDIENCES)).isTrue();
      assertThat(service.guard.another(Topic.SYNCS)).isFalse();
      String waits = service.create("waits");
      assertThat(TestTopics.ends(kafka, Topic.AUDIENCES)).isZero();
      assertThat(waiting()).isEqualTo(1);

      service.accept(problem);
      try (DefinitionView view =
          new DefinitionView(Topic.AUDIENCES, new FollowerFeed(kafka, "again"))) {
        view.start();
        await()
            .atMost(BOUND)
            .until(() -> view.find(kept).isPresent() && view.find(waits).isPresent());
        await().atMost(BOUND).until(() -> waiting() == 0);
        assertThat(view.find(gone)).isEmpty();
      }
      assertThat(TestTopics.ends(kafka, Topic.AUDIENCES))
          .as("three objects, the new one twice, and the end of each transaction")
          .isGreaterThanOrEqualTo(4);
      assertThat(service.guard.problem()).isNull();
    }
  }

  @Test
  void anotherClusterGetsNothingAndTheOldOneIsGoneOnWith() {
    KafkaClients other = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    TestTopics.ensure(other);
    try (Service service = new Service(kafka)) {
      await().atMost(BOUND).until(service.guard::permits);
    }
    try (Service service = new Service(other)) {
      assertThat(service.awaitProblem()).contains("the cluster is").contains("audiences", "syncs");
    }
    try (Service service = new Service(kafka)) {
      await().atMost(BOUND).until(service.guard::permits);
      assertThat(service.guard.problem()).isNull();
    }
    assertThat(acceptances).hasValue(0);
  }

  @Test
  void ofTwoInstancesThatAcceptTheSameLogOnePublishesAgain() throws Exception {
    try (Service first = new Service(kafka);
        Service second = new Service(kafka)) {
      await().atMost(BOUND).until(() -> first.guard.permits() && second.guard.permits());
      TestTopics.recreate(kafka, Topic.AUDIENCES);
      String problem = first.awaitProblem();
      assertThat(second.awaitProblem()).isEqualTo(problem);
      first.accept(problem);
      second.accept(problem);
      await().atMost(BOUND).until(() -> first.guard.permits() && second.guard.permits());
      assertThat(acceptances).hasValue(1);
    }
  }

  /** A definition of an earlier version must not prevent the acceptance. */
  @Test
  void aStoredDefinitionThatIsTooLargeStopsNoRepublication() throws Exception {
    DefinitionStore<Rule> store = storing(() -> {});
    store.create(WORKSPACE, "large", "name", new Rule("text"), null);
    store.create(WORKSPACE, "small", "name", new Rule("text"), null);
    database.number(
        """
        with grown as (
          update definition set spec = jsonb_set(spec, '{text}', to_jsonb(repeat('x', %d)))
          where key = 'large' returning 1)
        select count(*) from grown\
        """
            .formatted(Topic.MAX_MESSAGE_BYTES));
    try (Connection tx = database.worker().getConnection()) {
      new RepublishedDefinitions(List.of(store)).accepted(tx, Set.of(Topic.AUDIENCES.topicName()));
    }
    assertThat(waiting()).isEqualTo(4);
  }

  private long waiting() throws Exception {
    return database.number("select count(*) from definition_outbox");
  }
}
