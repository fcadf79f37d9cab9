package dev.tributary.control.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How transactions end, over a real PostgreSQL. */
class TransactionsTest {
  private static final WorkspaceId ONE = new WorkspaceId("wsp_1");
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final OwnDatabase database = new OwnDatabase();
  private final Transactions worker = database.worker();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aTransactionThatNobodyWaitsForAnyLongerIsNotCommitted() {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    assertThatThrownBy(() -> Transactions.await(slow(written, answered), Duration.ofSeconds(2)))
        .hasMessage("The database does not answer");
    answered.countDown();
    assertThatOnlyTheSecondIsCommitted();
  }

  @Test
  void aTransactionWhoseCallerIsInterruptedIsNotCommitted() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> caller =
          callers.submit(() -> {
            try {
              Transactions.await(slow(written, answered), BOUND);
            } finally {
              ended.countDown();
            }
          });
      wait(written);
      caller.cancel(true);
      wait(ended);
      answered.countDown();
    }
    assertThatOnlyTheSecondIsCommitted();
  }

  @Test
  void theFailureOfTheWorkDecidesTheAnswerIfTheRollbackFailsToo() {
    IllegalStateException taken = new IllegalStateException("The key is taken");
    SQLException rollback = new SQLException("The connection is closed");
    Uni<Object> failing =
        worker.own(_ -> Uni.createFrom().failure(new CompositeException(taken, rollback)));
    assertThatThrownBy(() -> Transactions.await(failing)).isSameAs(taken);
    assertThat(taken.getSuppressed()).containsExactly(rollback);
  }

  @Test
  void stepsAreRolledBackBeforeTheirCallerGetsTheFailure() {
    IllegalStateException refused = new IllegalStateException("The change is refused");
    assertThatThrownBy(() ->
            worker.steps(
                ONE,
                steps -> {
                  steps.await(TransactionsTest::write);
                  throw refused;
                }))
        .isSameAs(refused);
    assertThatOnlyTheSecondIsCommitted();
  }

  @Test
  void stepsWhoseCallerIsInterruptedAreNotCommitted() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> caller =
          callers.submit(() -> {
            try {
              worker.steps(
                  ONE,
                  steps -> {
                    steps.await(TransactionsTest::write);
                    written.countDown();
                    return steps.await(TransactionsTest::slowRead);
                  });
            } finally {
              ended.countDown();
            }
          });
      wait(written);
      caller.cancel(true);
      wait(ended);
    }
    assertThatOnlyTheSecondIsCommitted();
  }

  /** A row with the same key waits for the end of the first transaction. */
  private void assertThatOnlyTheSecondIsCommitted() {
    assertThat(OwnDatabase.await(worker.inWorkspace(ONE, TransactionsTest::write))).isEqualTo(1);
  }

  private Uni<Void> slow(CountDownLatch written, CountDownLatch answered) {
    return worker.inWorkspace(
        ONE,
        session ->
            write(session)
                .chain(() ->
                    Transactions.blocking(() -> {
                      written.countDown();
                      wait(answered);
                    })));
  }

  private static Uni<Integer> write(Mutiny.Session session) {
    return session
        .createNativeQuery(
            "insert into counted_read (workspace, message_id) values ('wsp_1', 'once')")
        .executeUpdate();
  }

  private static Uni<String> slowRead(Mutiny.Session session) {
    return session
        .createNativeQuery("select cast(pg_sleep(2) as text)", String.class)
        .getSingleResult();
  }

  private static void wait(CountDownLatch latch) {
    try {
      assertThat(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
