package dev.tributary.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.postgres.CancelledReads;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallerDeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void aStatementThatTakesTooLongIsEndedAndItsConnectionWorksOn() throws SQLException {
    try (CallerDeadline deadline = new CallerDeadline(SHORT, () -> null);
        TestDatabase database = TestDatabase.migrated("deadline");
        Connection tx = database.worker().getConnection()) {
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() ->
              deadline.within(() -> CancelledReads.read(tx, () -> number(tx, "pg_sleep(600)"))))
          .satisfies(problem -> assertThat(problem.code()).isEqualTo(Problems.QUERY_TOO_LONG));
      assertThat(number(tx, "7")).isEqualTo("7");
    }
  }

  /** Between two statements there is nothing to cancel. */
  @Test
  void aQueryThatOnlyComputesIsEndedAtItsNextCheck() {
    try (CallerDeadline deadline = new CallerDeadline(SHORT, () -> null)) {
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() ->
              deadline.within(() -> {
                RunningQuery query = RunningQuery.current();
                while (true) {
                  query.check();
                  Thread.onSpinWait();
                }
              }))
          .satisfies(problem -> assertThat(problem.code()).isEqualTo(Problems.QUERY_TOO_LONG));
    }
  }

  @Test
  void aQueryInTimeHasItsOwnAnswerOrFailure() {
    try (CallerDeadline deadline = new CallerDeadline(LONG, () -> null)) {
      ConcurrencyLimit limit = new ConcurrencyLimit("busy", 1, deadline);
      assertThat(limit.<String, RuntimeException>take(new WorkspaceId("wsp_1"), () -> "in time"))
          .isEqualTo("in time");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() ->
              limit.<String, RuntimeException>take(
                  new WorkspaceId("wsp_1"),
                  () -> {
                    throw new IllegalStateException("its own");
                  }))
          .withMessage("its own");
    }
    RunningQuery.current().check();
  }

  private static String number(Connection tx, String expression) throws SQLException {
    try (Statement statement = tx.createStatement();
        ResultSet rows = statement.executeQuery("select " + expression)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
