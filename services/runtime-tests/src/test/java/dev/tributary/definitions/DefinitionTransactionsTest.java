package dev.tributary.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.SqlStatements;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import dev.tributary.runtime.postgres.TransactionListener;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions of definitions: one within another, and changes that are made before theirs. */
@QuarkusTest
@WithTestResource(ServiceWithoutBroker.class)
class DefinitionTransactionsTest {
  private static final Ids IDS = new Ids(Clock.systemUTC(), new Random());

  record Rule(String text) {}

  private static final Kind<Rule> KIND =
      new Kind<>("audience", Ids.AUDIENCE, Topic.AUDIENCES, Rule.class, rule -> rule);

  private static TestDatabase database;
  private static DefinitionDatabase definitions;
  private static DefinitionStore<Rule> store;

  private final WorkspaceId workspace = new WorkspaceId(IDS.next(Ids.WORKSPACE));

  @BeforeAll
  static void open() throws Exception {
    database = ServiceDefinitions.database();
    definitions = ServiceDefinitions.definitions(TransactionListener.NONE);
    DefinitionPublisher unused =
        new DefinitionPublisher(
            database.worker(),
            new KafkaClients(TestInfrastructure.kafka().bootstrapServers()),
            IDS,
            Clock.systemUTC(),
            "transactions",
            () -> false);
    store =
        new DefinitionStore<>(
            definitions, unused::wake, KIND, IDS, Clock.systemUTC(), new Quotas(Map.of(), 1_000));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void create() {
    store.create(workspace, "vip", "VIP", new Rule("a"), null);
  }

  @Test
  void aTransactionWithinATransactionOfAnotherWorkspaceLeavesTheOuterOneInItsOwn() {
    WorkspaceId other = new WorkspaceId(IDS.next(Ids.WORKSPACE));
    store.create(other, "theirs", "Theirs", new Rule("b"), null);
    definitions.inWorkspace(
        workspace,
        tx -> {
          assertThat(store.find(other, "theirs")).isPresent();
          assertThat(store.find(tx, workspace, "vip")).isPresent();
          assertThatThrownBy(() -> store.update(other, "none", null, it -> it))
              .isInstanceOf(Problem.class);
          assertThat(store.find(tx, workspace, "vip")).isPresent();
          assertThat(store.find(tx, workspace, "theirs")).isEmpty();
          assertThat(SqlStatements.in(tx).text("select current_setting('app.workspace')", Map.of()))
              .contains(workspace.value());
          return tx;
        });
  }

  @Test
  void aPreparedChangeIsMadeAgainIfAnotherOneCameFirst() {
    List<Long> prepared = new ArrayList<>();
    StoredDefinition<Rule> changed =
        store.updatePrepared(
            workspace,
            "vip",
            null,
            before -> {
              if (prepared.isEmpty()) {
                store.update(workspace, "vip", null, it -> it.with("vip", "Other", it.spec()));
              }
              prepared.add(before.version());
              return before.with("vip", before.name(), new Rule("b"));
            });
    assertThat(prepared).containsExactly(1L, 2L);
    assertThat(changed.version()).isEqualTo(3);
    assertThat(changed.name()).isEqualTo("Other");
    assertThat(changed.spec()).isEqualTo(new Rule("b"));
  }

  @Test
  void aPreparedChangeOfAnotherVersionThanTheExpectedOneIsRefused() {
    assertThatThrownBy(() -> store.updatePrepared(workspace, "vip", 7L, before -> before))
        .hasMessageContaining("The version is 1, not 7");
    assertThatThrownBy(() ->
            store.updatePrepared(
                workspace,
                "vip",
                1L,
                before -> {
                  store.update(workspace, "vip", null, it -> it.with("vip", "Other", it.spec()));
                  return before.with("vip", "Mine", before.spec());
                }))
        .hasMessageContaining("The version is 2, not 1");
    assertThat(store.require(workspace, "vip").name()).isEqualTo("Other");
  }

  @Test
  void changesThatArePreparedKeepNoConnection() throws Exception {
    int changes = ServiceDefinitions.CONNECTIONS + 1;
    CountDownLatch waiting = new CountDownLatch(changes);
    CountDownLatch released = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<StoredDefinition<Rule>>> all = new ArrayList<>();
      for (int i = 0; i < changes; i++) {
        all.add(
            callers.submit(() ->
                store.updatePrepared(
                    workspace,
                    "vip",
                    null,
                    before -> {
                      waiting.countDown();
                      awaitRelease(released);
                      return before;
                    })));
      }
      waiting.await();
      assertThat(store.find(workspace, "vip")).isPresent();
      released.countDown();
      for (Future<StoredDefinition<Rule>> each : all) {
        assertThat(each.get().version()).isEqualTo(1);
      }
    }
  }

  private static void awaitRelease(CountDownLatch released) {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
