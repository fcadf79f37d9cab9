package dev.tributary.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the requests of one workspace may take from the requests of others. */
class RequestDatabaseTest {
  private static final WorkspaceId ONE = new WorkspaceId("wsp_one");
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_other");
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(10);

  private TestDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.migrated("share");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aStatementThatTakesTooLongIsEndedAndItsConnectionWorksOn() {
    RequestDatabase requests = requests(new WorkspaceShare(1, LONG), SHORT);
    assertThatThrownBy(() -> requests.inWorkspace(ONE, tx -> sleep(tx, 600)))
        .isInstanceOfSatisfying(Problem.class, RequestDatabaseTest::isTooLong);
    assertThat(answer(requests, ONE)).isOne();
  }

  @Test
  void aChangeOfManyRowsHasAsLongAsItNeeds() {
    RequestDatabase requests = requests(new WorkspaceShare(1, LONG), SHORT);
    assertThat(
            requests.<Integer>inWorkspace(
                ONE,
                tx -> {
                  RequestDatabase.withoutDeadline(tx);
                  return sleep(tx, 1);
                }))
        .isEqualTo(1);
    assertThatThrownBy(() -> requests.inWorkspace(ONE, tx -> sleep(tx, 600)))
        .as("only in its own transaction")
        .isInstanceOfSatisfying(Problem.class, RequestDatabaseTest::isTooLong);
  }

  private static void isTooLong(Problem problem) {
    assertThat(problem.code()).isEqualTo(Problems.QUERY_TOO_LONG);
    assertThat(problem).hasMessageContaining("narrower filter");
  }

  /**
   * An operator cancels a statement, or the server shuts down: the caller asked for nothing big.
   */
  @ParameterizedTest
  @CsvSource({"pg_cancel_backend,57014", "pg_terminate_backend,57P01|08006"})
  void aStatementThatSomethingElseEndsIsAnOutage(String ending, String state) throws Exception {
    RequestDatabase requests = requests(new WorkspaceShare(1, LONG), LONG);
    CompletableFuture<Integer> process = new CompletableFuture<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> slow =
          threads.submit(() ->
              requests.inWorkspace(
                  ONE,
                  tx -> {
                    process.complete(
                        tx.createQuery("select pg_backend_pid()").mapTo(Integer.class).one());
                    return sleep(tx, 600);
                  }));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            end(ending, process.get());
            return slow.isDone();
          });
      assertThatThrownBy(slow::get)
          .cause()
          .isNotInstanceOf(Problem.class)
          .rootCause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).matches(state));
    }
  }

  private void end(String ending, int process) throws SQLException {
    try (Connection other = database.request().getConnection();
        PreparedStatement statement = other.prepareStatement("select " + ending + "(?)")) {
      statement.setInt(1, process);
      statement.execute();
    }
  }

  /** The attack: a member asks for what is slow, as often as they can. */
  @Test
  void aWorkspaceLeavesConnectionsToOthers() throws Exception {
    int most = 2;
    RequestDatabase requests = requests(new WorkspaceShare(most, SHORT), LONG);
    CountDownLatch inside = new CountDownLatch(most);
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> slow =
          IntStream.range(0, most)
              .mapToObj(
                  _ -> threads.submit(() -> requests.inWorkspace(ONE, _ -> wait(inside, end))))
              .toList();
      try {
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> requests.byKey(ONE, tx -> sleep(tx, 0)))
            .hasRootCauseInstanceOf(SQLTransientConnectionException.class)
            .hasMessageContaining("wsp_one");
        assertThat(answer(requests, OTHER)).isOne();
      } finally {
        end.countDown();
      }
      assertThat(slow).allSatisfy(each -> assertThat(each.get()).isTrue());
    }
    assertThat(answer(requests, ONE)).isOne();
  }

  @Test
  void aTransactionWithinAnotherNeedsNoConnectionOfItsOwn() {
    RequestDatabase requests = requests(new WorkspaceShare(1, SHORT), LONG);
    assertThat(
            requests.<Integer>inWorkspace(
                ONE, _ -> requests.byKey(ONE, _ -> requests.unwitnessed(ONE, tx -> sleep(tx, 0)))))
        .isEqualTo(1);
  }

  @Test
  void aSnapshotHasTheLimitsOfOtherReads() throws Exception {
    RequestDatabase hasty = requests(new WorkspaceShare(1, LONG), SHORT);
    assertThatThrownBy(() -> hasty.snapshot(ONE, tx -> sleep(tx, 600)))
        .isInstanceOfSatisfying(Problem.class, RequestDatabaseTest::isTooLong);
    assertThat(answer(hasty, ONE)).isOne();

    RequestDatabase requests = requests(new WorkspaceShare(1, SHORT), LONG);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> slow =
          threads.submit(() -> requests.inWorkspace(ONE, _ -> wait(inside, end)));
      try {
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> requests.snapshot(ONE, tx -> sleep(tx, 0)))
            .hasRootCauseInstanceOf(SQLTransientConnectionException.class);
        assertThat(requests.<Integer>snapshot(OTHER, tx -> sleep(tx, 0))).isEqualTo(1);
      } finally {
        end.countDown();
      }
      assertThat(slow.get()).isTrue();
    }
  }

  @Test
  void aSnapshotReadsOneMomentOfItsWorkspaceAndChangesNothing() {
    RequestDatabase requests = requests(new WorkspaceShare(1, LONG), LONG);
    assertThat(requests.snapshot(ONE, RequestDatabaseTest::settings))
        .isEqualTo("wsp_one, repeatable read, on");
    assertThat(requests.inWorkspace(ONE, RequestDatabaseTest::settings))
        .as("the next transaction of the connection")
        .isEqualTo("wsp_one, read committed, off");
  }

  private static String settings(Handle tx) {
    return tx.createQuery(
            """
            select concat_ws(', ', current_setting('app.workspace'),
              current_setting('transaction_isolation'), current_setting('transaction_read_only'))\
            """)
        .mapTo(String.class)
        .one();
  }

  private RequestDatabase requests(WorkspaceShare share, Duration longestStatement) {
    return new RequestDatabase(
        database.request(), TransactionListener.NONE, share, longestStatement);
  }

  private static int answer(RequestDatabase requests, WorkspaceId workspace) {
    return requests.inWorkspace(workspace, tx -> sleep(tx, 0));
  }

  private static int sleep(Handle tx, int seconds) {
    return tx.createQuery("select count(*) from pg_sleep(:seconds)")
        .bind("seconds", seconds)
        .mapTo(Integer.class)
        .one();
  }

  private static boolean wait(CountDownLatch inside, CountDownLatch end) {
    inside.countDown();
    try {
      return end.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
